"""What the register's tables said when they were last loaded."""

from django.db import models


class RegisterRow(models.Model):
    """A row of a table as it was last loaded: the next load applies what the table has corrected since, and nothing
    that a report or a person has changed in the meantime."""

    table = models.CharField(max_length=20)
    #: The row's own key in its table, such as ``heshan-5-2/qinghe/12``.
    key = models.CharField(max_length=200)
    round = models.CharField(max_length=50, blank=True)
    #: Canonical texts by column code.
    cells = models.JSONField()
    #: Withdrawn because it was missing from the table; a row that comes back is shown again.
    is_withdrawn = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["table", "key"], name="register_row_once")]
        indexes = [models.Index(fields=["round", "table"], name="register_row_by_round")]

    def __str__(self) -> str:
        return f"{self.table} {self.key}"
