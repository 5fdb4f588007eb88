"""A visitor, a line of a handover, a thing kept, a handoff … as the row that a record format names."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from firstask_desktop.domain.case import Attempt, Case, Entry, Hop
from firstask_desktop.domain.clock import local
from firstask_desktop.domain.desk_life import (
    Declined,
    DeskItem,
    Handover,
    HandoverLine,
    MaterialList,
    Reply,
    Visitor,
)
from firstask_desktop.domain.desk_views import WITHHELD
from firstask_desktop.domain.own_values import values
from firstask_desktop.domain.secrecy import MASK
from firstask_desktop.services.office import Office
from firstask_desktop.services.own_duty import words as own_duty_words
from firstask_desktop.services.rows import Wording
from firstask_desktop.services.veil import Reader, nobody

Row = dict[str, object]
Maker = Callable[[Any, Case | None], Row]


OPEN_TO_ALL = frozenset(
    {
        "kind", "state", "first_asked", "giver", "receiver", "department", "way", "accepted_how", "actor", "urged", "made_by",
        "recorded_by", "caller_back", "handler", "sheet_number", "shift", "item", "must", "given", "received_by", "leader",
        "reported_by", "told_by", "self_rated", "matter_text",
    }
)  # fmt: skip
"""What a row of a book says of a confidential matter to who may not read it: who worked on it when, never about what."""


def hidden(row: Row) -> Row:
    """The row with *** for every word that is not open to all."""
    return {
        key: MASK if isinstance(value, str) and value and key not in OPEN_TO_ALL else value
        for key, value in row.items()
    }


class BookRows:
    """Puts rows of the desk's books into words with the office's names and its wall clock."""

    def __init__(self, office: Office, reader: Reader = nobody) -> None:
        self._office = office
        self._wording = Wording(office, reader)
        self._handovers: dict[str, Handover] = {}
        self._makers: Mapping[str, Maker] = {
            "waiting-room": self._visitor,
            "shift-log": self._handover_line,
            "things-kept": self._thing,
            "hop-log": self._hop,
            "materials-log": self._materials,
            "declined-log": self._declined,
            "contact-log": self._attempt,
            "urging-log": self._urging,
            "callback-log": self._callback,
        }

    def of(self, key: str, row: Any, case: Case | None) -> Row:
        """The values of one row; `case` is the matter it belongs to, if any."""
        made: Row = {}
        if case is not None:
            made = {
                "requester": self._wording.requester(case), "phone": case.phone, "matter_text": case.title,
                "kind": case.kind, "first_asked": self._office.name(case.first_asked), "state": case.state.word,
            }  # fmt: skip
        return made | self._makers[key](row, case)

    def _wall(self, at: datetime | None) -> datetime | None:
        """A moment on the centre's wall clock, without zone, as a cell holds it."""
        return local(at, self._office.zone) if at else None

    def _moment(self, at: datetime | None) -> Row:
        wall = self._wall(at)
        return {
            "date": wall.date() if wall else None, "time": wall.time().replace(second=0) if wall else None, "at": wall
        }  # fmt: skip

    def _words(self, at: datetime | None) -> str:
        wall = self._wall(at)
        return f"{wall:%Y-%m-%d %H:%M}" if wall else ""

    def _visitor(self, row: Visitor, _case: Case | None) -> Row:
        name = self._office.name
        return self._moment(row.arrived_at) | {
            "place": row.place, "visitor": row.name or "未留姓名", "organisation": row.organisation, "phone": row.phone,
            "purpose": row.purpose or (WITHHELD if row.purpose_withheld else ""),
            "appointment": "有" if row.appointment else "无", "leader": name(row.leader), "escort": name(row.escort),
            "served": row.served, "reported_at": self._wall(row.reported_at), "reported_way": row.reported_way,
            "reported_by": name(row.reported_by), "reply": self._reply(row), "told_at": self._wall(row.told_at),
            "told_by": name(row.told_by), "left_at": self._wall(row.left_at), "outcome": row.outcome,
            "minutes": self._minutes(row.arrived_at, row.left_at),
        }  # fmt: skip

    def _reply(self, row: Visitor) -> str:
        if row.reply is None:
            return ""
        extra = {
            Reply.IN_MINUTES: f"{row.reply_minutes} 分钟后见",
            Reply.DELEGATE: f"委托 {self._office.name(row.delegate)}",
            Reply.APPOINTMENT: f"改约 {self._words(row.appointment_at)}",
        }
        return extra.get(row.reply, row.reply.word)

    @staticmethod
    def _minutes(start: datetime | None, end: datetime | None) -> int | None:
        return max(0, int((end - start).total_seconds() // 60)) if start and end else None

    def _handover_line(self, row: HandoverLine, _case: Case | None) -> Row:
        handover = self._handover(row.handover_id)
        name = self._office.name
        return self._moment(handover.begun_at) | {
            "shift": handover.shift, "giver": name(handover.giver), "receiver": name(handover.receiver),
            "given_at": self._wall(handover.given_at), "received_at": self._wall(handover.received_at),
            "item": row.kind, "text": row.text, "due_at": self._wall(row.due_at), "must": "必交" if row.must else "",
            "note": row.note, "given": "√" if row.given else "", "received": "√" if row.received else "",
            "handover_remark": handover.remark,
        }  # fmt: skip

    def _handover(self, row_id: str) -> Handover:
        if row_id not in self._handovers:
            self._handovers = {row_id: self._office.store.get(Handover, row_id) or Handover()}
        return self._handovers[row_id]

    def _thing(self, row: DeskItem | Case, case: Case | None) -> Row:
        name = self._office.name
        if isinstance(row, Case):
            return self._moment(row.registered_at) | {
                "what": row.title, "place": row.kept_at, "owner": row.name, "keep_until": row.keep_until,
                "shipping_no": row.shipping_no, "recorded_by": name(row.registrar),
                "taken_at": self._wall(row.settled_at) if row.shipping_no else None, "taken_by": "",
            }  # fmt: skip
        return self._moment(row.recorded_at) | {
            "what": row.what, "place": row.place, "owner": row.owner,
            "keep_until": row.keep_until or (case.keep_until if case else None),
            "shipping_no": case.shipping_no if case else "", "recorded_by": name(row.recorded_by),
            "taken_at": self._wall(row.taken_at), "taken_by": row.taken_by,
        } | values(row.own)  # fmt: skip

    def _hop(self, row: Hop, _case: Case | None) -> Row:
        name = self._office.name
        ended = ""
        if row.returned_at:
            ended = f"退回：{row.return_reason}"
        elif row.recalled_at:
            ended = "撤回"
        return self._moment(row.given_at) | {
            "way": "引导" if row.escort else "转办", "escort": f"{row.escort} {row.place}".strip(), "giver": name(row.giver),
            "receiver": name(row.receiver), "department": self._office.department_name(row.department),
            "place_to": row.place, "task": row.task, "promise": self._wall(row.promise_at), "told": row.told_text,
            "accept_due": self._wall(row.accept_due_at), "accepted_at": self._wall(row.accepted_at),
            "accepted_how": row.accepted_how.word if row.accepted_how else "", "readback": row.readback,
            "returned_at": self._wall(row.returned_at or row.recalled_at), "ended": ended,
            "minutes": self._minutes(row.given_at, row.accepted_at), "own_duty": own_duty_words(self._office, row),
        }  # fmt: skip

    def _materials(self, row: MaterialList, _case: Case | None) -> Row:
        return self._moment(row.made_at) | {
            "sheet_number": row.number, "missing": "\n".join(row.missing), "received": "\n".join(row.received),
            "deadline": row.deadline, "contact_person": row.contact, "why_again": row.why_again,
            "made_by": self._office.name(row.made_by), "completed_at": self._wall(row.completed_at),
            "came": "\n".join(row.came), "awaited": "\n".join(row.awaited),
        }  # fmt: skip

    def _declined(self, row: Declined, _case: Case | None) -> Row:
        return self._moment(row.made_at) | {
            "basis": row.basis, "explanation": row.explanation, "options": row.options, "way": row.way,
            "heard": "听明白" if row.understood else "未听明白", "made_by": self._office.name(row.made_by),
        }  # fmt: skip

    def _attempt(self, row: Attempt, _case: Case | None) -> Row:
        return self._moment(row.at) | {
            "actor": self._office.name(row.actor), "target": self._office.name(row.person) or row.target,
            "way": row.way, "called": row.number, "result": row.result.word, "note": row.note,
            "next_at": self._wall(row.next_at),
        }  # fmt: skip

    def _urging(self, row: Entry, case: Case | None) -> Row:
        return self._moment(row.at) | {
            "actor": self._office.name(row.actor), "urged": self._office.name(row.person), "text": row.text,
            "way": row.way, "promise": self._wall(case.promise_at) if case else None,
            "progress": case.last_progress if case else "",
        }  # fmt: skip

    def _callback(self, row: Case, _case: Case | None) -> Row:
        name = self._office.name
        return self._moment(row.callback_at) | {
            "caller_back": name(row.caller_back), "way": row.callback_way,
            "result": row.callback_result.word if row.callback_result else "", "note": row.callback_note,
            "ratings": "；".join(row.ratings), "handler": name(row.handler) or name(row.first_asked),
            "answer": row.answer, "redo": row.redo_count or None, "self_rated": "自评" if row.self_rated else "",
        }  # fmt: skip
