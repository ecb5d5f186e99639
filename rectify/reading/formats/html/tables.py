"""Which tables of a page are data, and their cells. Old pages put everything into tables, menus and articles too."""

from collections.abc import Callable, Iterator

from lxml import etree

from ..grid import Cell

_MOST_COLUMNS, _MOST_ROWS = 1000, 65534  # what browsers make of larger spans
_LAYOUT_SHARE = 0.6
_LAYOUT_PARAGRAPHS = 4
_LAYOUT_ROWS = 4


def is_data_table(table: etree._Element) -> bool:
    """Whether a table has rows to be read across, and is not there to place things on the page."""
    if table.get("role") in ("presentation", "none") or next(table.iterdescendants("table"), None) is not None:
        return False
    cells_by_row = [list(_cells(row)) for row in _table_rows(table)]
    if not any(len(cells) > 1 for cells in cells_by_row):
        return False
    return not (len(cells_by_row) <= _LAYOUT_ROWS and _one_cell_is_an_article(cells_by_row))


def table_rows(table: etree._Element, text_of: Callable[[etree._Element], str]) -> Iterator[list[Cell]]:
    """Yield the cells of each row as written; `text_of` reads one."""
    caption = next(table.iterchildren("caption"), None)
    if caption is not None:
        yield [Cell(text_of(caption))]
    for row in _table_rows(table):
        yield [
            Cell(text_of(cell), _span(cell, "colspan", _MOST_COLUMNS), _span(cell, "rowspan", _MOST_ROWS))
            for cell in _cells(row)
        ]


def _table_rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table.iterchildren("tr", "thead", "tbody", "tfoot"):
        if child.tag == "tr":
            yield child
        else:
            yield from child.iterchildren("tr")


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    return row.iterchildren("td", "th")


def _span(cell: etree._Element, attribute: str, most: int) -> int:
    value = (cell.get(attribute) or "").strip()
    number = int(value) if value.isascii() and value.isdigit() and len(value) < 9 else 1
    return max(1, min(number, most))


def _one_cell_is_an_article(cells_by_row: list[list[etree._Element]]) -> bool:
    sizes = [(_length(cell), cell) for cells in cells_by_row for cell in cells]
    largest, cell = max(sizes, key=lambda pair: pair[0], default=(0, None))
    if cell is None or largest < _LAYOUT_SHARE * sum(size for size, _ in sizes):
        return False
    paragraphs = sum(1 for _ in cell.iterdescendants("p", "br", "div", "li"))
    return paragraphs >= _LAYOUT_PARAGRAPHS


def _length(element: etree._Element) -> int:
    return sum(len(text.strip()) for text in element.itertext())
