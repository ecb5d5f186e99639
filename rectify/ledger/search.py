"""Word search for Chinese: an index of overlapping bigrams, queried as phrases, on SQLite and PostgreSQL.

Most Chinese words have two characters, which trigram indexes cannot find. A run of CJK characters 巡视整改 becomes the
tokens 巡视 视整 整改 改: every pair, and the last character alone, so that a single character is found as the beginning
of a token and no phrase reaches over a run's end. Latin letters and digits are whole tokens, lower case; punctuation
only separates. One row an item, written by whoever saves the item (`index`), never by triggers.
"""

import re
import unicodedata
from collections.abc import Iterable

from django.db import connection, models
from django.db.models import Q
from django.db.models.expressions import RawSQL

from rectify.ledger.models import Measure, Problem

_RUN = re.compile(r"([\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f]+)|([0-9a-z]+)")
#: tsvector positions end here; a label and a heading never get near it, a hostile title might.
_MOST_TOKENS = 16_000
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
    found = phrases(query)
    if not found:
        return Q(pk__in=[])
    table = TABLES[model]
    if connection.vendor == "postgresql":
        sql = f"SELECT item_id FROM {table} WHERE terms @@ %s::tsquery"
        text = " & ".join("(" + " <-> ".join(_pg_token(p, t) for t in p) + ")" for p in found)
    else:
        sql = f"SELECT rowid FROM {table} WHERE terms MATCH %s"
        text = " AND ".join('"' + " ".join(p) + '"' + ("*" if _is_beginning(p) else "") for p in found)
    return Q(pk__in=RawSQL(sql, [text]))


def _text_of(item: Problem | Measure) -> str:
    return "\n".join(filter(None, [getattr(item, "office_label", ""), item.label, item.title]))


def _is_cjk(text: str) -> bool:
    return bool(_RUN.fullmatch(text)) and not text.isascii()


def _is_beginning(phrase: list[str]) -> bool:
    """A lone Chinese character is looked for as the beginning of a pair, a Latin word as the beginning of a word."""
    return len(phrase) == 1 and (phrase[0].isascii() or len(phrase[0]) == 1)


def _pg_token(phrase: list[str], token: str) -> str:
    return f"'{token}':*" if _is_beginning(phrase) else f"'{token}'"
