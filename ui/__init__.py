"""The window. PySide6 looks into the source of every module imported after it, in case it asks for other spellings of Qt's
names; no module here does, and a start is a tenth faster without that look.
"""

import builtins

import PySide6.QtCore  # noqa: F401 - brings the look with it

builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
