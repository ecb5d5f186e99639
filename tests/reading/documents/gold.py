"""Hand-made readings of the sample documents: parsed, resolved to places, printed as gold records.

Beside each document `NAME.ext` lies `NAME.reading.txt`, one fact a line; indentation is for the eye, `#` opens a comment.
Quotes stand for places: they are looked for from the previous place onwards, white space ignored.

    report UNIT | quote of its first line         then its fields, a line each: party_body X, started 2023-03-06,
                                                  phone A | B, truncated, aliases A | B …; what is absent is null
    claim WHAT VALUE | quote                      anywhere in the report
    section LEVEL AREA | marker | quote           AREA is - below level 1; `section?` may be read or not
    item KIND STATUS labelled|unlabelled | marker | quote | end: quote | deadline DATE (words) | measures N | by: A、B
    - marker | quote                              a measure of the item above
    end | quote                                   the last line of the item above, behind its measures
    again                                         looks for what follows from the report's head on once more
    listing ROUND | quote | unit、unit
    notice KIND UNIT | quote                      then its fields, like a report's
    finding marker | quote
    recommendation marker | quote

A quote is the beginning of the text after its marker; the marker stands right before it. `1.>问题描述：` is the marker 1. followed
by a label that the text starts after; `cell:1` says that the marker is the first cell of the table row. Without `end:` an item
ends on the line of its last measure (or its own).

Command line: python -m tests.reading.documents.gold NAME > gold.jsonl
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
SUFFIX = ".reading.txt"
FORMATS = (".txt", ".html", ".docx", ".pdf", ".xlsx")
LISTS = ("aliases", "phone", "email")
DATES = ("started", "ended", "feedback", "published")
REPORT = ("party_body", "inspection_kind", "team", *DATES, "as_of", "post")
NOTICE = ("team", "round", "inspection_kind", *DATES, "post", "hours")


class GoldError(ValueError):
    """A reading that does not fit its document: says which line of which file, and why."""


def names() -> list[str]:
    """The sample documents that have a reading, in alphabetical order."""
    return sorted(path.name.removesuffix(SUFFIX) for path in HERE.glob(f"*{SUFFIX}"))


def document_path(name: str) -> Path:
    """The document that the reading NAME belongs to."""
    for suffix in FORMATS:
        if (path := HERE / f"{name}{suffix}").is_file():
            return path
    raise GoldError(f"{name}: there is a reading, but no document {name}{{{','.join(FORMATS)}}} beside it.")


@dataclass
class Places:
    """The document's text without white space, and where each character of it stands."""

    text: str
    bare: str = ""
    at: list[tuple[int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        kept = []
        for number, line in enumerate(self.text.split("\n"), 1):
            for offset, char in enumerate(line):
                if not char.isspace():
                    kept.append(char)
                    self.at.append((number, offset))
        self.bare = "".join(kept)
        self.starts = {line: index for index, (line, _) in reversed(list(enumerate(self.at)))}

    def find(self, marker: str, quote: str, start: int) -> int | None:
        """Index of the quote in `bare`, at or after `start`, with its marker right before it (or as its row's first cell)."""
        marker, quote = squeeze(marker.replace(">", "")), squeeze(quote)
        if not marker.startswith("cell:"):
            found = self.bare.find(marker + quote, start)
            return None if found < 0 else found + len(marker)
        cell = marker.removeprefix("cell:")
        found = self.bare.find(quote, start)
        while found >= 0 and not self.bare.startswith((cell, f"|{cell}"), self.starts[self.at[found][0]]):
            found = self.bare.find(quote, found + 1)
        return None if found < 0 else found


def squeeze(text: str) -> str:
    return "".join(text.split())


def bare_marker(marker: str) -> str:
    """The marker as the document has it, without the label after it or the note that it fills a cell."""
    return marker.partition(">")[0].removeprefix("cell:")


@dataclass
class Resolver:
    """Reads the lines of one reading file against one document's text."""

    name: str
    places: Places
    strict: bool = True
    rows: list[dict] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    cursor: int = 0
    head: int = 0

    def read(self, lines: list[str]) -> list[dict]:
        for number, line in enumerate(lines, 1):
            if line.strip() and not line.lstrip().startswith("#"):
                self.here = f"{self.name}{SUFFIX}:{number}"
                self.one(*(part.strip() for part in line.split("|")))
        self.close(self.places.text.count("\n") + 1)
        return self.rows

    def one(self, first: str, *parts: str) -> None:
        word, *rest = first.split()
        if word in ("-", "finding", "recommendation"):
            self.point(word, *([rest[0] if rest else "", *parts] if len(parts) == 1 else parts))
        elif handler := getattr(self, f"on_{word.rstrip('?')}", None):
            handler(word, rest, parts)
        elif self.rows and self.rows[-1]["record"] in ("report", "notice"):
            self.on_field(word, " ".join(rest), parts)
        else:
            raise GoldError(f"{self.here}: {word!r} is no kind of line; see the head of gold.py.")

    def place(self, marker: str, quote: str, start: int | None = None) -> tuple[int, int]:
        """(line, offset) of a quote at or after `start`; moves the cursor unless `start` is given."""
        found = self.places.find(marker, quote, self.cursor if start is None else start)
        if found is None:
            if self.strict:
                raise GoldError(f"{self.here}: {marker}{quote!r} is not in the document from the previous place on.")
            self.lost.append(f"{self.here}: {marker} {quote}")
            return 0, 0
        if start is None:
            self.cursor = found + len(squeeze(quote))
        return self.places.at[found]

    def close(self, last: int) -> None:
        """End the report that is open with the last line that holds text, at or before `last`."""
        reports = [row for row in self.rows if row["record"] == "report"]
        if reports and reports[-1]["end_line"] is None:
            reports[-1]["end_line"] = max((line for line in self.places.starts if line <= last), default=last)

    def on_report(self, word: str, rest: list[str], parts: tuple[str, ...]) -> None:
        line, _ = self.place("", parts[0])
        self.close(line - 1)
        self.head = self.cursor
        blank = dict.fromkeys(REPORT)
        row = {"record": "report", "line": line, "end_line": None, "unit": rest[0], **blank, "truncated": False}
        self.rows.append(row | {name: [] for name in LISTS} | {"claims": []})

    def on_notice(self, word: str, rest: list[str], parts: tuple[str, ...]) -> None:
        line, _ = self.place("", parts[0])
        row = {"record": "notice", "line": line, "kind": rest[0], "unit": rest[1], **dict.fromkeys(NOTICE)}
        row |= {"declared_findings": None, "findings": [], "recommendations": []}
        self.rows.append(row | {name: [] for name in LISTS})

    def on_field(self, word: str, value: str, parts: tuple[str, ...]) -> None:
        row = self.rows[-1]
        if word not in row:
            raise GoldError(f"{self.here}: a {row['record']} has no field {word!r}.")
        if word in LISTS:
            row[word] = [value, *parts]
        elif word == "truncated":
            row[word] = True
        else:
            row[word] = int(value) if word == "declared_findings" else value

    def on_claim(self, word: str, rest: list[str], parts: tuple[str, ...]) -> None:
        line, _ = self.place("", parts[0], start=self.head)
        report = next(row for row in reversed(self.rows) if row["record"] == "report")
        report["claims"].append({"what": rest[0], "value": float(rest[1]), "line": line})

    def on_listing(self, word: str, rest: list[str], parts: tuple[str, ...]) -> None:
        line, _ = self.place("", parts[0])
        self.rows.append({"record": "listing", "line": line, "round": rest[0], "units": parts[1].split("、")})

    def on_section(self, word: str, rest: list[str], parts: tuple[str, ...]) -> None:
        marker, quote = parts
        line, offset = self.place(marker, quote)
        row = {
            "record": "section",
            "line": line,
            "offset": offset,
            "level": int(rest[0]),
            "marker": bare_marker(marker),
            "title": quote,
        }
        row["area"] = None if rest[1] == "-" else rest[1]
        self.rows.append(row | ({"optional": True} if word.endswith("?") else {}))

    def on_item(self, word: str, rest: list[str], parts: tuple[str, ...]) -> None:
        (kind, status, labelled), (marker, quote, *more) = rest, parts
        line, offset = self.place(marker, quote)
        row = {"record": "item", "line": line, "offset": offset, "end_line": line, "marker": bare_marker(marker)}
        row |= {"kind": kind, "title": quote, "status": status, "status_labelled": labelled == "labelled"}
        row |= {"deadline": None, "deadline_text": None, "declared_measures": None, "responsible": [], "measures": []}
        for part in more:
            self.detail(row, part)
        self.rows.append(row)

    def detail(self, row: dict, part: str) -> None:
        word, _, value = part.partition(" ")
        if word == "end:":
            row["end_line"], _ = self.place("", value, start=self.cursor)
        elif word == "deadline":
            row["deadline"], _, words = value.partition(" ")
            row["deadline_text"] = words.strip("()") or None
        elif word == "measures":
            row["declared_measures"] = int(value)
        elif word == "by:":
            row["responsible"] = value.split("、")
        else:
            raise GoldError(f"{self.here}: {part!r} is nothing that an item has.")

    def on_end(self, word: str, rest: list[str], parts: tuple[str, ...]) -> None:
        self.rows[-1]["end_line"], _ = self.place("", parts[0])

    def on_again(self, word: str, rest: list[str], parts: tuple[str, ...]) -> None:
        self.cursor = self.head

    def point(self, word: str, marker: str, quote: str) -> None:
        line, offset = self.place(marker, quote)
        row = self.rows[-1]
        point = {"line": line, "offset": offset, "marker": bare_marker(marker), "title": quote}
        if word != "-":
            row[f"{word}s"].append(point)
            return
        row["measures"].append(point)
        row["end_line"] = max(row["end_line"], line)


def resolve(name: str, text: str, strict: bool = True) -> tuple[list[dict], list[str]]:
    """Gold records of the document NAME whose canonical text is `text`, and the quotes that it does not hold.

    Raises GoldError for a quote that is not found, unless `strict` is off: then its place is (0, 0), which nothing matches.
    """
    resolver = Resolver(name, Places(text), strict)
    rows = resolver.read((HERE / f"{name}{SUFFIX}").read_text(encoding="utf-8").split("\n"))
    return rows, resolver.lost


def canonical_text(name: str) -> str:
    """The document's canonical text, by the reader's own extraction."""
    from rectify.reading.formats import extract_path

    return extract_path(document_path(name)).text


def main(arguments: list[str]) -> Iterator[str]:
    for name in arguments or names():
        for row in resolve(name, canonical_text(name))[0]:
            yield json.dumps({**row, "source": name}, ensure_ascii=False)


if __name__ == "__main__":
    try:
        print("\n".join(main(sys.argv[1:])))
    except GoldError as error:
        sys.exit(str(error))
