"""Tables as rows of texts: cells merged across and down are put back into the columns and rows they cover."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .refusals import Refusal


@dataclass
class Cell:
    """One cell as written: its text and how many columns and rows it covers."""

    text: str
    columns: int = 1
    rows: int = 1


def spread(rows: Iterable[Iterable[Cell]], limit: int) -> Iterator[list[str]]:
    """Yield each row's texts by column; at most `limit` cells in all.

    Merged downwards, a text is repeated in each row, since it holds for each of them; merged across, it is said once.
    """
    spent = 0
    hanging: dict[int, tuple[str, int]] = {}  # column → text, rows still to cover
    for row in rows:
        texts, hanging = _spread_row(row, hanging, limit - spent)
        spent += len(texts)
        yield texts


def _spread_row(row: Iterable[Cell], hanging: dict[int, tuple[str, int]], allowed: int) -> tuple[list[str], dict]:
    texts: list[str] = []
    kept: dict[int, tuple[str, int]] = {}

    def put(text: str, rows_left: int) -> None:
        if len(texts) >= allowed:
            raise Refusal("too_many_cells", where="一张表格", limit=allowed)
        if rows_left > 0:
            kept[len(texts)] = (text, rows_left)
        texts.append(text)

    def put_hanging() -> None:
        while len(texts) in hanging:
            text, rows_left = hanging[len(texts)]
            put(text, rows_left - 1)

    for cell in row:
        put_hanging()
        for column in range(cell.columns):
            put("" if column else cell.text, cell.rows - 1)
    put_hanging()
    for column in sorted(column for column in hanging if column >= len(texts)):
        while len(texts) < column:
            put("", 0)
        put_hanging()
    return texts, kept
