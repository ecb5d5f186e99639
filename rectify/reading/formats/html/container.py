"""Which element of a page holds the document: the smallest one around nearly all of its running text.

Nothing inside the chosen element is judged by its length or its repetition. Extractors made for news drop short and repeated
paragraphs, and in these documents the shortest line, said a hundred times, is the one that tells whether a problem is solved.
"""

import re
from dataclasses import dataclass, field

from lxml import etree

from .blocks import Block
from .furniture import SITE_TAGS, is_about_line, is_dialogue_or_footer, is_footer_line, is_main_element, is_site_element

_SENTENCE_MARKS = re.compile("[，。；：！？]")
_RUNNING_TEXT = 15  # characters of a line that counts as running text, with a punctuation mark in it
_MOSTLY_LINKS = 0.5
_SITE_SHARE = 0.15  # an element called "footer" that holds more of the text than this is not one
_NEARLY_ALL = 0.97
_MAIN_ENOUGH = 0.6
_SIDE_LINKS = 0.3
_HIDDEN = re.compile(r"display\s*:\s*none", re.I)
_HIDDEN_TEXT = 300  # characters of running text; more than that is a folded part of the document, not a dialogue


@dataclass
class _Weight:
    """What lies inside an element: characters of running text, of links, of all."""

    text: int = 0
    links: int = 0
    all: int = 0


@dataclass
class Weights:
    """Weights of a page's elements, each one's own blocks and those inside it."""

    root: etree._Element
    of: dict[etree._Element, _Weight] = field(default_factory=dict)

    @classmethod
    def of_blocks(cls, root: etree._Element, blocks: list[Block]) -> "Weights":
        weights = cls(root)
        for block in blocks:
            own = weights.of.setdefault(block.element, _Weight())
            own.text += running_text(block)
            own.links += int(len(block.text) * block.link_share)
            own.all += len(block.text)
        for _, element in etree.iterwalk(root, events=("end",)):
            weight, parent = weights.of.get(element), element.getparent()
            if weight and parent is not None and element is not root:
                above = weights.of.setdefault(parent, _Weight())
                above.text += weight.text
                above.links += weight.links
                above.all += weight.all
        return weights

    def text(self, element: etree._Element) -> int:
        """Characters of running text inside an element."""
        weight = self.of.get(element)
        return weight.text if weight else 0

    def is_beside(self, element: etree._Element) -> bool:
        """Whether an element holds more links than befits a document."""
        weight = self.of.get(element)
        return bool(weight and weight.links > _SIDE_LINKS * weight.all)


def running_text(block: Block) -> int:
    """How many characters of a block count as text of a document and not of a site's furniture."""
    if block.link_share > _MOSTLY_LINKS or is_about_line(block.text) or is_footer_line(block.text):
        return 0
    if block.row:
        return len(block.text)
    return len(block.text) if len(block.text) >= _RUNNING_TEXT and _SENTENCE_MARKS.search(block.text) else 0


def site_elements(weights: Weights) -> set[etree._Element]:
    """The outermost elements that are menus, footers, dialogues and the like by their name or by being hidden.

    A name is not enough: what also holds running text and few links may be the document in a box called "print".
    """
    most = _SITE_SHARE * weights.text(weights.root)
    found: set[etree._Element] = set()
    walker = etree.iterwalk(weights.root, events=("start",))
    for _, element in walker:
        if isinstance(element.tag, str) and weights.text(element) <= most and _is_beside_the_document(weights, element):
            found.add(element)
            walker.skip_subtree()
    return found


def _is_beside_the_document(weights: Weights, element: etree._Element) -> bool:
    text = weights.text(element)
    if _HIDDEN.search(element.get("style") or "") or element.get("hidden") is not None:
        return text <= _HIDDEN_TEXT
    if is_dialogue_or_footer(element):
        return text <= _HIDDEN_TEXT
    if not is_site_element(element):
        return False
    return not text or element.tag in SITE_TAGS or weights.is_beside(element)


def main_element(weights: Weights, site: set[etree._Element]) -> etree._Element:
    """The element that holds the document; `site` are the elements to leave out of account."""
    total = weights.text(weights.root) - sum(weights.text(element) for element in site)
    named = _named_element(weights, site, total)
    return named if named is not None else _narrowed(weights, weights.root, site)


def _named_element(weights: Weights, site: set[etree._Element], total: int) -> etree._Element | None:
    """The smallest element around all those that content systems name as the article, if they hold most of the text."""
    named: list[etree._Element] = []
    walker = etree.iterwalk(weights.root, events=("start",))
    for _, element in walker:
        if element in site:
            walker.skip_subtree()
        elif isinstance(element.tag, str) and is_main_element(element) and weights.text(element):
            named.append(element)
            walker.skip_subtree()
    if not named or sum(map(weights.text, named)) < _MAIN_ENOUGH * total:
        return None
    return _common(named)


def _common(elements: list[etree._Element]) -> etree._Element:
    common = elements[0]
    for other in elements[1:]:
        above = {common, *common.iterancestors()}
        common = other if other in above else next(ancestor for ancestor in other.iterancestors() if ancestor in above)
    return common


def _narrowed(weights: Weights, root: etree._Element, site: set[etree._Element]) -> etree._Element:
    """Walk down from `root` while a single child holds nearly all of the text, columns of links left out of account."""
    here = root
    while True:
        children = [child for child in here if child not in site and weights.text(child)]
        if not children:
            return here
        best = max(children, key=weights.text)
        beside = sum(weights.text(child) for child in children if child is not best and weights.is_beside(child))
        around = weights.text(here) - beside - sum(weights.text(child) for child in here if child in site)
        if weights.text(best) < _NEARLY_ALL * around or best.tag in ("p", "li"):
            return here
        here = best
