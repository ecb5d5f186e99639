"""What is wrong with a table, said so that whoever keeps it can mend it: file, row, column, value, what was expected."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

#: As many as a person mends at a time.
MOST_LISTED = 50
_MOST_OF_A_VALUE = 40


@dataclass(frozen=True)
class Mistake:
    """``row`` as a spreadsheet counts, the header being 1; 0 where it is about the whole file."""

    file: str
    expected: str
    row: int = 0
    column: str = ""
    value: str = ""

    def __str__(self) -> str:
        place = self.file
        if self.row:
            place += " " + _("第 %d 行") % self.row
        if self.column:
            place += " " + _("%s 列") % self.column
        value = self.value if len(self.value) <= _MOST_OF_A_VALUE else self.value[:_MOST_OF_A_VALUE] + "…"
        if not self.column:
            return _("%(place)s：%(expected)s") % {"place": place, "expected": self.expected}
        words = {"place": place, "value": value, "expected": self.expected}
        if not value:
            return _("%(place)s：空白；应为%(expected)s") % words
        return _("%(place)s：“%(value)s”；应为%(expected)s") % words


@dataclass
class Mistakes:
    """The first mistakes, and how many there are in all."""

    listed: list[Mistake] = field(default_factory=list)
    count: int = 0

    def add(self, mistake: Mistake) -> None:
        self.count += 1
        if self.count <= MOST_LISTED:
            self.listed.append(mistake)

    @property
    def has_room(self) -> bool:
        """Whether the next one would be listed, so that its words are worth finding."""
        return self.count < MOST_LISTED

    def __bool__(self) -> bool:
        return self.count > 0

    def __str__(self) -> str:
        lines = [str(mistake) for mistake in self.listed]
        if self.count > len(lines):
            lines.append(_("……另有 %d 处。") % (self.count - len(lines)))
        return "\n".join(lines)
