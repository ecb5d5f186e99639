"""One list as an address asks for it: what was understood, which page, what to count, what to say."""

import heapq
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import CharField, QuerySet, Value
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from rectify.ledger import search
from rectify.pages.lists import deadlines
from rectify.pages.lists.address import Address
from rectify.pages.lists.facets import Tally
from rectify.pages.lists.filters import ListFilters
from rectify.pages.lists.paging import PAGE_SIZE, BadKey, KeyPage, Order, read_page

#: Facets with more values than these show the rest on demand.
SHOWN = 8
#: A facet never brings more than these to a page; a search by name finds the others.
MOST_CHOICES = 60
#: Rows of a data form that are in memory at a time.
BATCH = 500
_WORDS_ALONE = "words alone"


@dataclass(frozen=True)
class ListKind:
    """What one list is made of. ``fetch`` brings whole rows for ids, in their order; ``tally`` counts facets."""

    name: str
    filters: type[ListFilters]
    orders: tuple[Order, ...]
    items: Callable[[], QuerySet]
    fetch: Callable[[Sequence[int], ListFilters], list[Any]]
    tally: Callable[["Listing"], Tally]
    #: Facets in the order of the page, and which of them stand open from the start.
    facets: tuple[str, ...]
    open_facets: tuple[str, ...]
    #: Words for the codes of facets that have no list of their own.
    words: Mapping[str, Callable[[str], str]] = field(default_factory=dict)
    #: Facets whose codes have an order of their own; others go by number.
    in_order: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Choice:
    """One value of a facet. ``n`` is None where nothing was counted."""

    code: str
    label: str | Promise
    n: int | None
    is_least: bool
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    name: str
    label: str | Promise
    choices: Sequence[Choice]
    is_open: bool

    @property
    def shown(self) -> Sequence[Choice]:
        return [c for i, c in enumerate(self.choices) if i < SHOWN or c.is_chosen]

    @property
    def more(self) -> Sequence[Choice]:
        return [c for i, c in enumerate(self.choices) if i >= SHOWN and not c.is_chosen]


@dataclass(frozen=True)
class Chip:
    """One thing that narrows the list, and the address without it."""

    label: str | Promise
    text: str | Promise
    link: str


class Listing:
    """Reads the parameters once; the database is asked when a part is first used."""

    def __init__(self, kind: ListKind, path: str, parameters: QueryDict) -> None:
        self.kind, self.address = kind, Address(path, parameters)
        self.filters = kind.filters(parameters, queryset=kind.items())
        self.orders = {order.code: order for order in kind.orders}
        self._mistakes: list[str] = []
        code = parameters.get("sort", "").strip()
        if code and code not in self.orders:
            self._mistakes.append(_("没有“%(sort)s”这种排序，已按默认次序排列。") % {"sort": code[:30]})
        self.order = self.orders.get(code, kind.orders[0])
        self.after, self.before = (parameters.get(name, "").strip() for name in ("after", "before"))
        try:
            self.order.read(self.after or self.before) if self.after or self.before else None
        except BadKey:
            self._mistakes.append(_("看不懂列表的起点，已从头列出。"))
            self.after = self.before = ""

    def object_to(self, reason: str) -> None:
        """Say that something asked for was not done."""
        self._mistakes.append(reason)

    @property
    def complaints(self) -> list[str]:
        """What of the address could not be understood."""
        return [*self.filters.complaints, *self._mistakes]

    @cached_property
    def plan(self) -> search.Plan | None:
        """How the search words are looked up, if there are any."""
        model, words = self.filters.queryset.model, self.filters.chosen.get("q")
        return search.plan(model, words) if words and model in search.TABLES else None

    def items(self, **options: Any) -> QuerySet:
        """The items that match, unordered, to be read in the list's order."""
        return self.filters.apply(self.filters.queryset, words=self.plan.listing if self.plan else None, **options)

    def _ordered_items(self) -> QuerySet:
        return self.order.prepare(self.items(), self.filters) if self.order.prepare else self.items()

    @cached_property
    def page(self) -> KeyPage:
        return read_page(self._ordered_items(), self.order, after=self.after, before=self.before, size=PAGE_SIZE)

    @cached_property
    def rows(self) -> list[Any]:
        return self.kind.fetch(self.page.ids, self.filters) if self.page.ids else []

    def batches(self, fetch: Callable[[Sequence[int], ListFilters], list[Any]] | None = None) -> Iterator[list[Any]]:
        """All rows, some hundred at a time, so that a register of any size streams."""
        after: str | None = ""
        while after is not None:
            page = read_page(self._ordered_items(), self.order, after=after, size=BATCH)
            if page.ids:
                yield (fetch or self.kind.fetch)(page.ids, self.filters)
            after = page.next

    @cached_property
    def tally(self) -> Tally:
        tally = self.kind.tally(self)
        if not self.after and not self.before and self.page.next is None:
            # The page shows everything that there is, so it is counted.
            tally.total, tally.is_least = len(self.page.ids), False
        return tally

    @cached_property
    def facets(self) -> list[Facet]:
        return [facet for name in self.kind.facets if (facet := self._facet(name))]

    def _facet(self, name: str) -> Facet | None:
        chosen, counts = self.filters.chosen.get(name, []), self.tally.counts.get(name, {})
        in_use = bool(chosen)
        if name == "deadline":
            counts = deadlines.grouped(counts, chosen)
            in_use = in_use or any(end in self.filters.chosen for end in deadlines.RANGE)
        codes = [*counts, *(code for code in chosen if code not in counts)]
        if len(codes) < 2 and not in_use:
            # One value for all items narrows nothing. What is in use has to stay, or the next choice would drop it.
            return None
        if name in self.kind.in_order:
            known = list(getattr(self.filters.filters[name].field, "codes", ()))
            codes.sort(key=lambda code: (known.index(code) if code in known else len(known), code))
        else:
            most = heapq.nsmallest(MOST_CHOICES, codes, key=lambda code: (-counts.get(code, 0), code))
            codes = [*most, *(code for code in chosen if code not in most)]
        kept = [code for i, code in enumerate(codes) if i < MOST_CHOICES or code in chosen]
        is_least = name in self.tally.least
        choices = [
            Choice(
                code, self.words_for(name, code), counts.get(code, None if is_least else 0), is_least, code in chosen
            )
            for code in kept
        ]
        return Facet(name, self.filters.filters[name].label, choices, in_use or name in self.kind.open_facets)

    def words_for(self, name: str, code: str) -> str | Promise:
        """A code of a filter as readers say it."""
        field = self.filters.filters[name].field
        if name in self.kind.words:
            return self.kind.words[name](code)
        if code in getattr(field, "codes", {}):
            return field.codes[code]
        chosen = self.filters.chosen.get(name)
        return getattr(chosen, "names", {}).get(code) or self._names(name).get(code) or code

    def _names(self, name: str) -> Mapping[str, str]:
        return self.tally.words.get(name, {})

    @cached_property
    def chips(self) -> list[Chip]:
        """Everything that narrows the list, each with the address that takes it off."""
        chips = []
        for name, value in self.filters.chosen.items():
            label = self.filters.filters[name].label
            if isinstance(value, list):
                chips += [Chip(label, self.words_for(name, code), self.address.without(name, code)) for code in value]
            else:
                chips.append(Chip(label, str(value), self.address.without(name)))
        return chips

    @property
    def is_word_unknown(self) -> bool:
        """For an empty list: whether nothing at all has the words searched for, whatever else is chosen."""
        is_searched = "q" in self.filters.chosen and not (self.after or self.before)
        return is_searched and not self.page.ids and _WORDS_ALONE not in self._helpful

    @property
    def ways_out(self) -> list[Chip]:
        """For an empty list: the filters each of which, dropped alone, would leave something; or the words, where they
        are what nothing has."""
        names = ["q"] if self.is_word_unknown else [name for name in self.filters.chosen if name in self._helpful]
        return [Chip(self.filters.filters[name].label, self._said(name), self.address.without(name)) for name in names]

    @cached_property
    def _helpful(self) -> set[str]:
        """For an empty list: the filters each of which, dropped alone, would leave something; and `_WORDS_ALONE`, if
        the words searched for would, all others dropped. One query."""
        chosen = self.filters.chosen
        if self.page.ids or len(chosen) < 2:
            return set()
        dropped = {name: (name,) for name in chosen}
        if "q" in chosen:
            dropped[_WORDS_ALONE] = tuple(name for name in chosen if name != "q")
        model = self.filters.queryset.model
        parts = [
            model._default_manager.order_by()
            .filter(pk__in=self.items(without=names).order_by().values("pk")[:1])
            .annotate(dropped=Value(key, output_field=CharField()))
            .values_list("dropped", flat=True)
            for key, names in dropped.items()
        ]
        return set(parts[0].union(*parts[1:], all=True))

    def _said(self, name: str) -> str:
        value = self.filters.chosen[name]
        if isinstance(value, list):
            return "、".join(str(self.words_for(name, code)) for code in value)
        return str(value)

    @property
    def clean_address(self) -> str:
        """The address that says this state and nothing else."""
        return str(self.address)

    @property
    def previous_link(self) -> str | None:
        return self.page.previous and self.address.narrowed(before=self.page.previous)

    @property
    def next_link(self) -> str | None:
        return self.page.next and self.address.narrowed(after=self.page.next)
