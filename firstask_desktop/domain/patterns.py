"""`pattern` for regular expressions: as `re.compile`, but compiled when first used, not while the program starts."""

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from re import compile as pattern
else:

    class pattern:  # noqa: N801 - reads as the function it stands for
        """One expression; whatever is asked of it is asked of the compiled one, and kept."""

        def __init__(self, text: str, flags: int = 0) -> None:
            self.pattern, self._flags = text, flags

        def __getattr__(self, name: str) -> Any:
            found = getattr(re.compile(self.pattern, self._flags), name)
            setattr(self, name, found)
            return found


__all__ = ["pattern"]
