"""Pure rules of the desk: frozen dataclasses, enums and functions. Standard library only."""
