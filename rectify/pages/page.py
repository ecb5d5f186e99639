"""What every page says of itself: in its title, its preview when the link is pasted, and its place on the site."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import get_language

from rectify.ledger.addresses import absolute


@dataclass(frozen=True)
class Crumb:
    """One step of the way from the front page to here."""

    name: str
    path: str


@dataclass(frozen=True)
class Page:
    """Given to every template as ``page``; ``base.html`` makes head, navigation and breadcrumbs from it.

    ``title`` works as a bookmark without the site's name, which is added. ``summary`` is one or two sentences, at most
    some 120 characters, without private persons' names. ``path`` is the page's permanent address, beginning with "/".
    ``room`` is the entry of the navigation that the page belongs to: overview, units, problems, measures or about.
    """

    title: str
    path: str
    summary: str = ""
    room: str = ""
    crumbs: Sequence[Crumb] = field(default_factory=tuple)
    #: False asks search engines not to keep the page.
    indexed: bool = True
    #: Paths of what goes with the page, where it has them: the picture of its preview, the feed of its changes, the QR
    #: code of its address, and a badge for other sites.
    card: str = ""
    feed: str = ""
    code: str = ""
    badge: str = ""

    @property
    def address(self) -> str:
        """The absolute address, as the installation states it and not as a request claims."""
        return absolute(self.path)

    @property
    def card_address(self) -> str:
        return absolute(in_language(self.card))

    @property
    def feed_path(self) -> str:
        return in_language(self.feed)

    @property
    def badge_path(self) -> str:
        return in_language(self.badge)


def in_language(path: str) -> str:
    """The path of a picture or a feed in the reader's language; whoever fetches it for the reader has none."""
    language = get_language()
    return f"{path}?lang={language}" if language and language != settings.LANGUAGE_CODE else path
