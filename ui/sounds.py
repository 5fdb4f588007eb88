"""The desk's one sound. It can be turned off; the choice is remembered on this machine."""

import sys

from PySide6.QtWidgets import QApplication

from ui.memory import WindowMemory

KEY = "sound"


class Bell:
    """`Bell(memory).ring()`; silent while `on` is False."""

    def __init__(self, memory: WindowMemory) -> None:
        self._memory = memory

    @property
    def on(self) -> bool:
        """Whether reminders sound; on unless turned off."""
        return self._memory.get(KEY, True) is not False

    @on.setter
    def on(self, value: bool) -> None:
        self._memory.put(KEY, value)

    def ring(self, loud: bool = False) -> None:
        """Sound once; `loud` uses the system's alarm where it has one."""
        if not self.on:
            return
        if loud and sys.platform == "win32":
            import winsound

            winsound.MessageBeep(winsound.MB_ICONEXCLAMATION)
            return
        QApplication.beep()
