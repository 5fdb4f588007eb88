"""`desk.attachments`: files that lie with a case — kept once by content in the data folder, named in the journal ([13])."""

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from firstask_desktop.domain.case import Case, Entry
from firstask_desktop.domain.desk_life import Attachment
from firstask_desktop.domain.states import EntryKind, State
from firstask_desktop.errors import Refused
from firstask_desktop.services.office import Office
from firstask_desktop.services.people import Session
from firstask_desktop.services.text import one_line
from firstask_desktop.services.veil import Veil

FOLDER = "attachments"
LARGEST = 50 * 1024 * 1024
"""Bytes: a scan or a photo fits, a film does not."""


class Attachments:
    """Adds files to cases and finds them again. A file is never changed or removed."""

    def __init__(self, office: Office, session: Session, folder: Path) -> None:
        self._office = office
        self._session = session
        self._veil = Veil(office, session.reader)
        self._folder = folder / FOLDER

    def of(self, case_id: str) -> list[Attachment]:
        """What lies with a case, in the order it came."""
        case = self._office.store.get(Case, case_id)
        readable = case is not None and self._veil.reads(case)
        return self._office.store.of_case(Attachment, case_id) if readable else []

    def add(self, case_id: str, path: Path) -> Attachment:
        """Keep a copy of the file with the case. Folders, empty files and files over 50 MB are refused."""
        actor = self._session.actor()
        case = self._office.store.get(Case, case_id)
        if case is None or case.state in (State.VOIDED, State.MERGED):
            raise Refused("这件事项不能再加附件", code="no_case", field="path", clause="W3 [13]")
        self._veil.opened(case, "attach")
        content = self._read(path)
        digest = hashlib.sha256(content).hexdigest()
        if any(each.digest == digest for each in self.of(case_id)):
            raise Refused("这个文件已经在附件里了", code="twice", field="path", clause="W3 [13]")
        suffix = path.suffix.lower()[:12]
        self._keep(digest + suffix, content)
        name = one_line(path.name)
        with self._office.store.record("case.attach", actor.id, case_id) as entry:
            made = entry.put(
                Attachment(
                    case_id=case_id, name=name, digest=digest, suffix=suffix, size=len(content), added_at=entry.at,
                    added_by=actor.id,
                )
            )  # fmt: skip
            words = f"附件 {len(self.of(case_id))}（{suffix.lstrip('.') or '文件'}，{size_words(len(content))}）"
            entry.put(Entry(case_id=case_id, at=entry.at, actor=actor.id, kind=EntryKind.ATTACHED, text=words))
        return made

    def path(self, attachment: Attachment) -> Path:
        """Where its file lies; refused when it is gone or no longer what was added."""
        case = self._office.store.get(Case, attachment.case_id)
        if case is not None:
            self._veil.opened(case)
        path = self._folder / (attachment.digest + attachment.suffix)
        try:
            content = path.read_bytes()
        except OSError as error:
            raise Refused("附件文件不在数据文件夹里了", code="gone", clause="W3 [13]") from error
        if hashlib.sha256(content).hexdigest() != attachment.digest:
            raise Refused("附件文件被改动过，与登记时不符", code="altered", clause="W3 [13]")
        return path

    @staticmethod
    def _read(path: Path) -> bytes:
        try:
            size = path.stat().st_size
            content = path.read_bytes() if path.is_file() and 0 < size <= LARGEST else b""
        except OSError as error:
            raise Refused(f"读不了文件「{path.name}」", code="unreadable", field="path", clause="W3 [13]") from error
        if not content:
            raise Refused(
                "请选择一个不超过 50 MB 的文件，空文件和文件夹不能作附件", code="size", field="path", clause="W3 [13]"
            )
        return content

    def _keep(self, name: str, content: bytes) -> None:
        """Write the file whole or not at all, under the name of its content."""
        target = self._folder / name
        partial = target.with_name(f"{name}.partial")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with partial.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            partial.replace(target)
        except OSError as error:
            with suppress(OSError):  # the same disk may refuse this as well
                partial.unlink(missing_ok=True)
            raise Refused("附件没有存下：数据文件夹不可写或磁盘已满", code="not_kept", field="path") from error


def size_words(size: int) -> str:
    """A file's size in words."""
    return f"{size / 1024 / 1024:.1f} MB" if size >= 1024 * 1024 else f"{max(1, size // 1024)} KB"
