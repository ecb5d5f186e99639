"""Word search for Chinese: an index of overlapping bigrams, queried as phrases, on SQLite and PostgreSQL.

Most Chinese words have two characters, which trigram indexes cannot find. A run of CJK characters 巡视整改 becomes the
tokens 巡视 视整 整改 改: every pair, and the last character alone, so that a single character is found as the beginning
of a token and no phrase reaches over a run's end. Latin letters and digits are whole tokens, lower case; punctuation
only separates. One row an item, written by whoever saves the item (`index`), never by triggers.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F, Func, Q, Value
from django.db.models.expressions import RawSQL
from django.db.models.sql.compiler import SQLCompiler

from rectify.ledger.models import Measure, Problem

_RUN = re.compile(r"([\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f]+)|([0-9a-z]+)")
#: tsvector positions end here; a label and a heading never get near it, a hostile title might.
_MOST_TOKENS = 16_000
#: Of a text that others are likened to: its first pairs of characters, and the rows that one pair may bring in.
_MOST_PAIRS, _MOST_PER_PAIR = 40, 60
#: Matches up to this many are looked up and sorted in some 50 ms; see `plan`.
MOST_SORTED = 30_000
TABLES: dict[type[models.Model], str] = {
    Problem: "ledger_problem_search",
    Measure: "ledger_measure_search",
}


def tokens(text: str) -> list[str]:
    """The index tokens of a text, in order."""
    found: list[str] = []
    for cjk, word in _RUN.findall(unicodedata.normalize("NFKC", text).lower()):
        if word:
            found.append(word)
        else:
            found += [cjk[i : i + 2] for i in range(len(cjk))]
    return found


def phrases(query: str) -> list[list[str]]:
    """A phrase of tokens for each word of a query; a word's last token may be a single character to look for as a
    beginning. Words without a letter or digit are left out."""
    found = []
    for word in query.split():
        parts = tokens(word)
        # A query's last single character is already covered by the pair before it.
        if len(parts) > 1 and len(parts[-1]) == 1 and _is_cjk(parts[-1]) and parts[-2].endswith(parts[-1]):
            parts.pop()
        if parts:
            found.append(parts)
    return found


def index(items: Iterable[Problem | Measure]) -> None:
    """Write the search rows of these items (all of one model), replacing those they had."""
    rows = [(item.pk, tokens(_text_of(item))[:_MOST_TOKENS], type(item)) for item in items]
    if not rows:
        return
    table = TABLES[rows[0][2]]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.executemany(
                f"INSERT INTO {table} (item_id, terms) VALUES (%s, %s::tsvector) "
                "ON CONFLICT (item_id) DO UPDATE SET terms = EXCLUDED.terms",
                [(pk, " ".join(f"'{t}':{n}" for n, t in enumerate(found, 1))) for pk, found, _ in rows],
            )
        else:
            cursor.executemany(f"DELETE FROM {table} WHERE rowid = %s", [(pk,) for pk, _, _ in rows])
            cursor.executemany(
                f"INSERT INTO {table} (rowid, terms) VALUES (%s, %s)",
                [(pk, " ".join(t)) for pk, t, _ in rows],
            )


def matching(model: type[models.Model], query: str) -> Q:
    """A filter for the items of this model that hold every word of the query; no word finds nothing."""
    if not phrases(query):
        return Q(pk__in=[])
    return Q(pk__in=RawSQL(f"{_hits_of(model)}", [_match_of(query)]))


def sharing(model: type[models.Model], text: str, most: int) -> list[int]:
    """Ids of items that share pairs of characters with a text, those that share most first: one query whose cost is
    bounded, because each pair brings in no more than its first rows of the index."""
    pairs = list(dict.fromkeys(token for token in tokens(text) if len(token) > 1))[:_MOST_PAIRS]
    if not pairs:
        return []
    part, word = f"SELECT * FROM ({_hits_of(model)} LIMIT {_MOST_PER_PAIR}) AS first_rows", '"{}"'
    if connection.vendor == "postgresql":
        word = "'{}'"
    hits = " UNION ALL ".join([part] * len(pairs))
    item = "item_id" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {item} FROM ({hits}) AS hits GROUP BY {item} ORDER BY count(*) DESC, {item} LIMIT {most}",
            [word.format(pair) for pair in pairs],
        )
        return [pk for (pk,) in cursor.fetchall()]


@dataclass(frozen=True)
class Plan:
    """How a list reads the items that a query matches, so that its time does not grow with the number of matches.

    ``listing`` and ``counting`` are filters. A rare word's items are looked up and sorted. Of a common word (问题 stands
    in every other item) a list asks, item by item in its own order, whether the item matches, and stops at the end of
    the page; what is counted are the first hits only, and ``is_cut`` says so: counts are then lower bounds.
    """

    listing: Q
    counting: Q
    is_cut: bool


def plan(model: type[models.Model], query: str) -> Plan:
    """One query that counts, no further than `MOST_SORTED`, how common the words are."""
    everything = matching(model, query)
    if not phrases(query):
        return Plan(everything, everything, is_cut=False)
    match, hits = _match_of(query), _hits_of(model)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({hits} LIMIT {MOST_SORTED + 1}) AS hits", [match])
        (n,) = cursor.fetchone()
    if n <= MOST_SORTED:
        return Plan(everything, everything, is_cut=False)
    first = Q(pk__in=RawSQL(f"{hits} LIMIT {MOST_SORTED}", [match]))
    return Plan(Q(_IsHit(F("pk"), Value(match), table=TABLES[model])), first, is_cut=True)


class _IsHit(Func):
    """Asks of one item whether it matches. PostgreSQL would turn EXISTS into a join over all hits; it leaves this be."""

    output_field = models.BooleanField()

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any) -> tuple[str, list]:
        template = "EXISTS (SELECT 1 FROM %(table)s AS hit WHERE hit.rowid = %(item)s AND hit.terms MATCH %(match)s)"
        return self._filled(compiler, template)

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any) -> tuple[str, list]:
        template = (
            "COALESCE((SELECT hit.terms @@ %(match)s::tsquery FROM %(table)s AS hit "
            "WHERE hit.item_id = %(item)s), false)"
        )
        return self._filled(compiler, template)

    def _filled(self, compiler: SQLCompiler, template: str) -> tuple[str, list]:
        item, match = self.get_source_expressions()
        # An item's column has no parameters, so the only ones are the match's, wherever the template has it.
        (item_sql, _none), (match_sql, params) = compiler.compile(item), compiler.compile(match)
        return template % {"table": self.extra["table"], "item": item_sql, "match": match_sql}, list(params)


def _hits_of(model: type[models.Model]) -> str:
    """SQL that selects the ids of the items that match its one parameter."""
    if connection.vendor == "postgresql":
        return f"SELECT item_id FROM {TABLES[model]} WHERE terms @@ %s::tsquery"
    return f"SELECT rowid FROM {TABLES[model]} WHERE terms MATCH %s"


def _match_of(query: str) -> str:
    """The query in the language of the database's index."""
    found = phrases(query)
    if connection.vendor == "postgresql":
        return " & ".join("(" + " <-> ".join(_pg_token(p, t) for t in p) + ")" for p in found)
    return " AND ".join('"' + " ".join(p) + '"' + ("*" if _is_beginning(p) else "") for p in found)


def _text_of(item: Problem | Measure) -> str:
    return "\n".join(filter(None, [getattr(item, "office_label", ""), item.label, item.title]))


def _is_cjk(text: str) -> bool:
    return bool(_RUN.fullmatch(text)) and not text.isascii()


def _is_beginning(phrase: list[str]) -> bool:
    """A lone Chinese character is looked for as the beginning of a pair, a Latin word as the beginning of a word."""
    return len(phrase) == 1 and (phrase[0].isascii() or len(phrase[0]) == 1)


def _pg_token(phrase: list[str], token: str) -> str:
    return f"'{token}':*" if _is_beginning(phrase) else f"'{token}'"
