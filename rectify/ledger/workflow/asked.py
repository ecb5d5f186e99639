"""What somebody fills in when they do something to items."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Asked:
    """``note`` stays at the desk, but for the explanation why an item is closed without rectification; ``public_note``
    is proposed for readers. The dates are a new time limit and when to look again."""

    note: str = ""
    progress: str = ""
    deadline: date | None = None
    look_again_on: date | None = None
    public_note: str = ""
