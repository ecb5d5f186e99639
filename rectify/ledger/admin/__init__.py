"""整改督办工作台: the office's desk."""

from . import inspections, items, notes, reports, words

__all__ = ["inspections", "items", "notes", "reports", "words"]
