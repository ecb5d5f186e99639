"""Which claims a table corrects: a claim's figure is part of its key, so a corrected figure looks like another claim."""

from collections import defaultdict
from collections.abc import Collection

from rectify.ledger.models import RegisterRow
from rectify.ledger.register.kept import Kept, Key
from rectify.ledger.register.tables import BY_CODE, text_key


def corrected_claims(given: Collection[Key], kept: Kept) -> dict[Key, Key]:
    """The new key of each kept claim whose figure the table corrects.

    Where a report's claims of one kind lose as many figures as they gain since the table was last loaded, these are
    corrections, in order; otherwise some were added or left out.
    """
    table, claims = BY_CODE["claims"], kept.of("claims")
    loaded = RegisterRow.objects.filter(table=table.code, round__in=kept.rounds, is_withdrawn=False)
    known = set(loaded.values_list("key", flat=True))
    gained: dict[Key, list[Key]] = defaultdict(list)
    lost: dict[Key, list[Key]] = defaultdict(list)
    for key in sorted(set(given) - claims.keys()):
        gained[key[:-1]].append(key)
    for key in sorted(claims.keys() - set(given)):
        if claims[key].withdrawn_at is None and text_key(table, key) in known:
            lost[key[:-1]].append(key)
    pairs: dict[Key, Key] = {}
    for what, new in gained.items():
        if len(new) == len(lost[what]):
            pairs |= zip(lost[what], new, strict=True)
    return pairs
