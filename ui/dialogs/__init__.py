"""Dialogs: fields plus `value()`; opened, never executed."""
