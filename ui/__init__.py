"""The window: PySide6 widgets that talk to the Desk, never to storage."""
