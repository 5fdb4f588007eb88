"""首问台 (FirstAsk Desktop): the first-asked person carries a matter until it is solved or clearly answered (G0)."""

__version__ = "0.1.0"
