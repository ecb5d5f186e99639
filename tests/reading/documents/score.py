"""Score the reader on the sample documents.

    python -m tests.reading.documents.score [NAME ...] [--misses]

Prints a table: a row a document and one for all, a column a measure; -- where the document has nothing of the kind. Lists of
things (items, sections, measures, claims, listing, points) score F1; fields score the share that is right. With --misses, what
was missed in each document stands below, by line.
"""

import argparse
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.reading.documents import gold as golds

REPORT_FIELDS = (*(name for name in golds.REPORT if name != "post"), "truncated")
NOTICE_FIELDS = ("kind", *(name for name in golds.NOTICE if name not in ("post", "hours")), "declared_findings")
COLUMNS = {
    "items": "items", "status": "status", "status_unlabelled": "(free)", "kind": "kind", "marker": "marker",
    "end_line": "end", "deadline": "until", "declared_measures": "decl.", "measures": "meas.", "sections": "sect.",
    "areas": "areas", "reports": "report", "report_fields": "fields", "contacts": "contact", "claims": "claims",
    "listing": "list", "notice_fields": "notice", "points": "points",
}  # fmt: skip


@dataclass
class Tally:
    """How many were read, how many were wanted, how many agree."""

    right: int = 0
    read: int = 0
    wanted: int = 0

    def __iadd__(self, other: "Tally") -> "Tally":
        self.right, self.read, self.wanted = (
            self.right + other.right,
            self.read + other.read,
            self.wanted + other.wanted,
        )
        return self

    @property
    def value(self) -> float | None:
        """F1, from 0 to 1; None when there was nothing to read and nothing was read."""
        both = self.read + self.wanted
        return 2 * self.right / both if both else None


@dataclass
class Score:
    """The tallies of one document by measure, and its misses as (line, measure, what)."""

    tallies: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in COLUMNS})
    misses: list[tuple[int, str, str]] = field(default_factory=list)

    def collect(self, name: str, read: Iterable[tuple], wanted: Iterable[tuple]) -> None:
        """Two collections of keys that begin with a line number."""
        read, wanted = Counter(read), Counter(wanted)
        self.tallies[name] += Tally((read & wanted).total(), read.total(), wanted.total())
        for what, rest in (("missing", wanted - read), ("too many", read - wanted)):
            self.misses += [(key[0] or 0, name, f"{what} {key[1:]}") for key in rest.elements()]

    def compare(self, name: str, line: int, read: object, wanted: object, what: str = "") -> None:
        self.tallies[name] += Tally(read == wanted, 1, 1)
        if read != wanted:
            self.misses.append((line, name, f"{what} read {read!r}, gold {wanted!r}".strip()))

    def value(self, name: str) -> float | None:
        return self.tallies[name].value


def pick(rows: list[dict], record: str) -> list[dict]:
    return [row for row in rows if row["record"] == record]


def places(rows: Iterable[dict] | None) -> list[tuple[int, int]]:
    return [(row.get("line") or 0, row.get("offset") or 0) for row in rows or ()]


def digits(texts: Iterable[str | None]) -> list[str]:
    return sorted(re.sub(r"\D", "", unicodedata.normalize("NFKC", text or "")) for text in texts)


def bare(marker: str | None) -> str:
    """A marker without width, brackets 【】 or the mark that closes it: （1） is (1), 其一， is 其一, 【问题1】 is 问题1."""
    return unicodedata.normalize("NFKC", marker or "").strip("【】 ").rstrip(".,:、。; ")


def snap(read: list[tuple], wanted: list[tuple], slack: int) -> list[tuple]:
    """Each place that was read, moved onto a free wanted one on the same line at most `slack` characters away."""
    free, moved = Counter(wanted), []
    for line, offset in read:
        near = [place for place in free if place[0] == line and abs(place[1] - offset) <= slack and free[place]]
        best = min(near, key=lambda place: abs(place[1] - offset)) if near else (line, offset)
        free[best] -= bool(near)
        moved.append(best)
    return moved


def paired(read: list[dict], wanted: list[dict]) -> list[tuple[dict, dict]]:
    """Each wanted record with the one that was read: on its line, else in its turn, else an empty one."""
    by_line = {row.get("line"): row for row in read}
    in_turn = dict(enumerate(read))
    return [(by_line.get(row["line"]) or in_turn.get(number) or {}, row) for number, row in enumerate(wanted)]


def score(read: list[dict], gold: list[dict]) -> Score:
    """Compare the records that were read with the gold ones of the same document."""
    result = Score()
    score_reports(result, read, gold)
    score_sections(result, read, gold)
    score_items(result, read, gold)
    score_notices(result, read, gold)
    lists = [[(row["line"], unit) for row in pick(rows, "listing") for unit in row["units"]] for rows in (read, gold)]
    result.collect("listing", *lists)
    return result


def score_reports(result: Score, read: list[dict], gold: list[dict]) -> None:
    result.collect("reports", *([(row["line"],) for row in pick(rows, "report")] for rows in (read, gold)))
    for was, wanted in paired(pick(read, "report"), pick(gold, "report")):
        line = wanted["line"]
        right = was.get("unit") in (wanted["unit"], *wanted["aliases"])
        result.compare("report_fields", line, wanted["unit"] if right else was.get("unit"), wanted["unit"], "unit")
        for name in REPORT_FIELDS:
            result.compare("report_fields", line, was.get(name), wanted[name], name)
        result.compare("contacts", line, digits(was.get("phone") or ()), digits(wanted["phone"]), "phone")
        result.compare("contacts", line, sorted(was.get("email") or ()), sorted(wanted["email"]), "email")
        result.compare("contacts", line, was.get("post"), wanted["post"], "post")
        claims = [
            {(line, claim["what"], float(claim["value"])) for claim in row.get("claims") or ()} for row in (was, wanted)
        ]
        result.collect("claims", *claims)


def score_sections(result: Score, read: list[dict], gold: list[dict]) -> None:
    either = {row["line"] for row in pick(gold, "section") if row.get("optional")}
    read = [row for row in pick(read, "section") if row["line"] not in either]
    gold = [row for row in pick(gold, "section") if row["line"] not in either]
    result.collect("sections", *([(row["line"], row["level"]) for row in rows] for rows in (read, gold)))
    areas = {row["line"]: row.get("area") for row in read}
    for row in gold:
        if row["level"] == 1:
            result.compare("areas", row["line"], areas.get(row["line"], "nothing"), row["area"])


def score_items(result: Score, read: list[dict], gold: list[dict]) -> None:
    read, gold = pick(read, "item"), pick(gold, "item")
    found = snap(places(read), places(gold), slack=8)
    result.collect("items", found, places(gold))
    at = dict(zip(reversed(found), reversed(read), strict=True))
    for wanted in gold:
        was = at.get((wanted["line"], wanted["offset"]), {})
        name = "status" if wanted["status_labelled"] else "status_unlabelled"
        result.compare(name, wanted["line"], was.get("status"), wanted["status"])
        result.compare("marker", wanted["line"], bare(was.get("marker")) if was else None, bare(wanted["marker"]))
        for name in ("kind", "end_line", "deadline", "declared_measures"):
            result.compare(name, wanted["line"], was.get(name, "nothing"), wanted[name])
    measures = [place for row in gold for place in places(row["measures"])]
    result.collect(
        "measures", snap([place for row in read for place in places(row["measures"])], measures, slack=2), measures
    )


def score_notices(result: Score, read: list[dict], gold: list[dict]) -> None:
    for row in pick(read, "notice")[len(pick(gold, "notice")) :]:
        result.compare("notice_fields", row["line"], row["kind"], None, "a notice too many:")
    for was, wanted in paired(pick(read, "notice"), pick(gold, "notice")):
        line = wanted["line"]
        right = was.get("unit") in (wanted["unit"], *wanted["aliases"])
        result.compare("notice_fields", line, wanted["unit"] if right else was.get("unit"), wanted["unit"], "unit")
        for name in ("line", *NOTICE_FIELDS):
            result.compare("notice_fields", line, was.get(name), wanted[name], name)
        result.compare("notice_fields", line, digits(was.get("phone") or ()), digits(wanted["phone"]), "phone")
        result.compare("notice_fields", line, digits([was.get("hours")]), digits([wanted["hours"]]), "hours")
        for part in ("findings", "recommendations"):
            points = places(wanted[part])
            result.collect("points", snap(places(was.get(part)), points, slack=4), points)


def score_document(name: str) -> Score:
    """Read one sample document with the reader and score it. A quote that the extracted text does not hold counts as missed."""
    from rectify.reading import read
    from rectify.reading.formats import extract_path

    document = extract_path(golds.document_path(name))
    gold, lost = golds.resolve(name, document.text, strict=False)
    result = score(list(read(document).records()), gold)
    result.misses += [(0, "not in the text", quote) for quote in lost]
    return result


def total(scores: Iterable[Score]) -> Score:
    result = Score()
    for one in scores:
        for name, tally in one.tallies.items():
            result.tallies[name] += tally
    return result


def table(scores: dict[str, Score]) -> str:
    """The scores in per cent, a row a document."""
    rows = [("", COLUMNS.values())]
    for name, one in (*scores.items(), ("all", total(scores.values()))):
        values = (one.value(column) for column in COLUMNS)
        rows.append((name, ["--" if value is None else f"{100 * value:.1f}" for value in values]))
    return "\n".join(f"{name:20}" + "".join(f"{cell:>8}" for cell in cells) for name, cells in rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("names", nargs="*", default=golds.names(), metavar="NAME")
    parser.add_argument("--misses", action="store_true", help="list what was missed")
    arguments = parser.parse_args()
    scores = {}
    for name in arguments.names:
        try:
            scores[name] = score_document(name)
        except golds.GoldError as error:
            sys.exit(str(error))
    print(table(scores))
    for name, one in scores.items() if arguments.misses else ():
        print(f"\n{name}")
        for line, measure, what in sorted(one.misses):
            print(f"  line {line:4}  {measure:18} {what}")


if __name__ == "__main__":
    main()
