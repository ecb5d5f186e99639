"""整改督办工作台: the office's desk."""

from . import inspections, items, reports, words

__all__ = ["inspections", "items", "reports", "words"]
