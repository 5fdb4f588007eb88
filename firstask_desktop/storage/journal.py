"""The journal line: canonical, hashed with the line before it, personal values only as salted commitments."""

import json
from collections.abc import Callable, Mapping
from functools import cache
from json.encoder import encode_basestring as quoted
from os import urandom
from typing import Any

from firstask_desktop.domain.values import dataclass
from firstask_desktop.storage.codec import Scalar

Changes = dict[str, dict[str, dict[str, object]]]
"""`{table: {row id: {field: new value}}}` with just the fields that changed."""

COMMITMENT = "c"
ERASED = "已匿名化"
"""What stands where a personal value was erased; the chain still verifies."""

_canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the journal as stored."""

    counter: str
    seq: int
    at: str
    actor: str
    action: str
    subject: str
    changes: str
    previous: str
    hash: str

    def readable(self) -> bool:
        """Whether every part has the kind that this program writes; raw SQL can put anything anywhere."""
        head = type(self.seq) is int and type(self.counter) is type(self.at) is type(self.actor) is str
        told = type(self.action) is type(self.subject) is type(self.changes) is str
        return head and told and type(self.previous) is type(self.hash) is str

    def expected_hash(self) -> str:
        """What the hash of this line must be."""
        return chain_hash(
            self.previous, (self.counter, self.seq, self.at, self.actor, self.action, self.subject), self.changes
        )


def canonical(changes: Changes) -> str:
    """The one JSON text for these changes: sorted keys, no spaces, characters as they are."""
    return _canonical(changes)


def chain_hash(previous: str, head: tuple[str, int, str, str, str, str], changes: str) -> str:
    """SHA-256 over the previous hash and the line: a compact JSON list of all but the changes, then those.

    The list is put together by hand, since a check does this a million times.
    """
    counter, seq, at, actor, action, subject = head
    who = f"{quoted(at)},{quoted(actor)},{quoted(action)},{quoted(subject)}"
    text = f"[{quoted(previous)},{quoted(counter)},{seq},{who}]{changes}"
    return _digest(text.encode("utf-8", "surrogatepass"))


def _digest(line: bytes) -> str:
    digest: str = _sha256()(line).hexdigest()
    return digest


@cache
def _sha256() -> Callable[[bytes], Any]:
    from hashlib import sha256  # a library of its own; a window is painted before anything is hashed

    return sha256


def commit_to(value: str) -> tuple[dict[str, str], bytes]:
    """A commitment to a personal value and the salt that opens it."""
    salt = urandom(16)
    return {COMMITMENT: opened(value, salt)}, salt


def opened(value: str, salt: bytes) -> str:
    """The commitment that this value and salt must give."""
    return _digest(salt + value.encode("utf-8", "surrogatepass"))


def is_commitment(value: object) -> bool:
    """Whether a changed value in a journal line is a commitment instead of the value itself."""
    return isinstance(value, dict) and set(value) == {COMMITMENT}


def changed_fields(old: Mapping[str, Scalar], new: Mapping[str, Scalar]) -> dict[str, Scalar]:
    """The fields whose stored value differs."""
    return {name: value for name, value in new.items() if old.get(name) != value}
