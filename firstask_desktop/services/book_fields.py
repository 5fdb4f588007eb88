"""Which fields of which rows stand behind a column of a register, and whose names it shows."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from firstask_desktop.domain.case import Case
from firstask_desktop.domain.desk_life import DeskItem, Handover, HandoverLine
from firstask_desktop.domain.entry_fields import known_fields
from firstask_desktop.domain.people import Person, Shift
from firstask_desktop.services.import_lists import RECORDS as LISTS
from firstask_desktop.services.office import Office
from firstask_desktop.services.paper_reasons import Behind, ids_in
from firstask_desktop.services.planned_books import ROSTER, WEEKDAYS
from firstask_desktop.services.rosters import monday
from firstask_desktop.storage.books import BOOKS
from firstask_desktop.storage.tables import TABLES

Row = Mapping[str, object]
OF_A_MATTER: Mapping[str, tuple[str, ...]] = {
    "date": ("contact_at", "registered_at"), "time": ("contact_at",),
    "requester_name": ("name", "name_reason", "organisation", "requester_staff"), "room": ("room", "organisation"),
    "phone": ("phone", "phone_reason"), "matter_text": ("words", "request"), "summary": ("words",),
    "told": ("told_rule", "told_procedure", "told_limit", "told_department"),
    "department": ("department", "handed_at"), "handler": ("handler", "handed_at"),
    "promise": ("promise_at", "promise_changes"), "result": ("result", "answer"),
    "measures": ("result",), "answered": ("answered_at", "answer_way"), "callback": ("callback_at", "caller_back"),
    "remark": ("remark", "late_entry", "broken_promises", "visits", "redo_count", "carrier", "state", "void_reason",
               "merged_into"),
    "closed_on": ("closed_at",), "carrier_department": ("carrier",), "login": ("carrier",),
}  # fmt: skip
"""Fields of a case behind the columns of the registers of matters; else the field of the column's own name."""
_MOMENT = ("arrived_at", "begun_at", "recorded_at", "given_at", "made_at", "at", "callback_at", "registered_at")
OF_THE_ROW: Mapping[str, tuple[str, ...]] = {
    "date": _MOMENT, "time": _MOMENT, "visitor": ("name",), "purpose": ("purpose", "purpose_withheld"),
    "reply": ("reply", "reply_minutes", "delegate", "appointment_at"), "escort": ("escort", "place"),
    "minutes": ("left_at", "accepted_at", "arrived_at", "given_at"), "item": ("kind",), "handover_remark": ("remark",),
    "place": ("place", "kept_at"), "owner": ("owner", "name"), "taken_at": ("taken_at", "settled_at", "shipping_no"),
    "recorded_by": ("recorded_by", "registrar"), "what": ("what", "words", "request"), "promise": ("promise_at",),
    "told": ("told_text",), "accept_due": ("accept_due_at",), "place_to": ("place",),
    "returned_at": ("returned_at", "recalled_at"), "ended": ("returned_at", "return_reason", "recalled_at"),
    "sheet_number": ("number",), "contact_person": ("contact",), "heard": ("understood",),
    "target": ("person", "target"), "called": ("number",), "urged": ("person",), "result": ("result", "callback_result"),
    "note": ("note", "callback_note"), "way": ("way", "callback_way"), "handler": ("handler", "first_asked"),
    "redo": ("redo_count",), "own_duty": ("own_duty_reason", "own_duty_consent"),
}  # fmt: skip
"""Fields of the row itself, whichever of a book's tables it stands in; else the field of the source's own name."""
OF_THE_CASE: Mapping[str, tuple[str, ...]] = {
    "requester": (
        "name", "name_reason", "organisation", "requester_staff", "room", "identity", "anonymous", "phone",
    ),
    "matter_text": ("words", "request"), "phone": ("phone",), "kind": ("kind",), "first_asked": ("first_asked",),
    "state": ("state",), "keep_until": ("keep_until",), "shipping_no": ("shipping_no",), "promise": ("promise_at",),
    "progress": ("last_progress",),
}  # fmt: skip
"""Fields of the matter the row belongs to; a company's own column `case.…` shows the field of its own name."""

_THING = frozenset(each.name for each in fields(DeskItem)) | OF_THE_ROW.keys() | OF_THE_CASE.keys()


def behind(key: str, office: Office, row: Row, source: str) -> tuple[Behind, ...]:
    """The rows of the journal's tables behind one column of a register's row."""
    return tuple(
        Behind(TABLES[record], row_id, frozenset(names)) for record, row_id, names in _rows(key, office, row, source)
    )


def names_shown(key: str, office: Office, row: Row, source: str) -> list[str]:
    """The ids of the people and departments whose names the column shows."""
    found: list[str] = []
    for record, row_id, names in _rows(key, office, row, source):
        kept = office.store.get(record, row_id)
        found += ids_in(kept, names) if kept is not None else []
    return found


def _rows(key: str, office: Office, row: Row, source: str) -> Iterator[tuple[type[Any], str, tuple[str, ...]]]:
    if key in LISTS:
        known = known_fields(key)
        yield LISTS[key], str(row["row_id"]), (known[source].name if source in known else "own",)
        return
    if key == ROSTER:
        yield from _of_a_week(office, str(row["row_id"]), source)
        return
    if key not in BOOKS:
        yield Case, str(row["case_id"]), _of_a_matter(source)
        return
    leaf, _, row_id = str(row["row_id"]).partition(":")
    record = BOOKS[key][int(leaf)].record
    own = OF_THE_ROW.get(source, (source,))
    yield record, row_id, (*own, "own") if record is DeskItem and source not in _THING else own
    if record is HandoverLine and (line := office.store.get(HandoverLine, row_id)) is not None:
        yield Handover, line.handover_id, own
    if row["case_id"]:
        of_case = OF_THE_CASE.get(source, (source.removeprefix("case."),) if source.startswith("case.") else ())
        yield Case, str(row["case_id"]), of_case


def _of_a_matter(source: str) -> tuple[str, ...]:
    return OF_A_MATTER.get(source) or OF_THE_CASE.get(source, (source.removeprefix("case."),))


def _of_a_week(office: Office, row_id: str, source: str) -> Iterator[tuple[type[Any], str, tuple[str, ...]]]:
    """The shifts of a person's day, taken off ones too, and what the row says of the person."""
    first, _, person = row_id.partition(":")
    yield Person, person, ("name",) if source == "person" else (source,)
    for shift in office.all(Shift).values():
        if shift.person != person or shift.day is None or monday(shift.day).isoformat() != first:
            continue
        if source in ("shifts", WEEKDAYS[shift.day.weekday()]):
            yield Shift, shift.id, ("active", "name", "day", "person", "starts_at")
