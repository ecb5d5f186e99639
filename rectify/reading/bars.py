"""Tables drawn with upright bars, as editors and mails keep them: their rows are read like those of any table.

A bar takes the place of one tab, so that every character stays where it was.
"""

from collections.abc import Iterator

_BARS = "|｜│┃║"
_AS_TABS = str.maketrans(_BARS, "\t" * len(_BARS))
_FEWEST_BARS = 2
_FEWEST_ROWS = 3
_RULED = frozenset("┌┬┐├┼┤└┴┘─━╔╦╗╠╬╣╚╩╝═-+:= ") | set(_BARS)


def bars_as_tabs(lines: list[str]) -> list[str] | None:
    """The lines with the bars of drawn tables as tabs; None when no table is drawn."""
    drawn = [run for run in _runs(lines) if len(run) >= _FEWEST_ROWS]
    if not drawn:
        return None
    changed = list(lines)
    for run in drawn:
        for at in run:
            changed[at] = lines[at].translate(_AS_TABS)
    return changed


def _runs(lines: list[str]) -> Iterator[list[int]]:
    """Rows one after the other with the same number of bars; lines that only rule may stand between them."""
    run: list[int] = []
    width = 0
    for at, line in enumerate(lines):
        bars = sum(map(line.count, _BARS))
        if bars >= _FEWEST_BARS and bars == width:
            run.append(at)
        elif not (run and line.strip() and _RULED.issuperset(line)):
            if run:
                yield run
            run, width = ([at], bars) if bars >= _FEWEST_BARS else ([], 0)
    if run:
        yield run
