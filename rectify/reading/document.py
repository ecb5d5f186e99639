"""What is read: the canonical text of one document, and the error that says why something cannot be read."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

Form = Literal["txt", "html", "docx", "pdf", "xlsx"]


class ReadingError(ValueError):
    """A document that cannot be read. The message names what, where, and what to do about it."""


@dataclass
class Document:
    """One document as decoded or extracted.

    `text` is canonical: CRLF is LF, each paragraph and each table row is a line, a row's cells are joined by a tab.
    `published` is ISO (`2020-09-14`) or None; `name` is the file's name or None for text that came without one.
    `source` is who published it, as the document says; `notes` say what was left out on purpose, such as hidden sheets.
    """

    text: str
    name: str | None = None
    title: str | None = None
    source_url: str | None = None
    published: str | None = None
    form: Form = "txt"
    encoding: str | None = None
    source: str | None = None
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not isinstance(self.text, str):
            raise ReadingError(f"{self.name or '文档'}：正文应为 str，而不是 {type(self.text).__name__}：请先解码再读")
        self.text = self.text.replace("\r\n", "\n")

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the text; line number n (from 1) is `lines[n - 1]`. Blank lines count."""
        return self.text.split("\n")

    @cached_property
    def digest(self) -> str:
        """The hexadecimal SHA-256 of the canonical text in UTF-8."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def line(self, number: int) -> str:
        """The text of line `number`, counted from 1."""
        return self.lines[number - 1]
