"""Reading published reports on inspection rectification: bytes to records, without Django and without a database.

`read(document)` gives a `Reading`; its `records()` are those that READING describes, `roles` the role of each line.
"""

from .document import Document, ReadingError
from .reader import Reading, read

__all__ = ["Document", "Reading", "ReadingError", "read"]
