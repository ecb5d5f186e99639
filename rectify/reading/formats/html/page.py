"""A web page to the lines of the document on it, and what the page says of that document."""

from lxml import etree

from ..decoding import decode_page
from ..extracted import Extracted
from ..limits import Limits
from ..refusals import Refusal
from .blocks import Block, blocks_of
from .container import Weights, main_element, running_text, site_elements
from .furniture import ends_the_document, is_about_line, is_footer_line
from .metadata import declared_charset, page_facts, squeezed

_TITLE_LINES = 4
_SIGNATURE_LINES = 4
_MOSTLY_LINKS = 0.8
_SITE_SHARE = 0.15  # of the running text: readers' comments and the like after a document are no longer than this


def extract(data: bytes, limits: Limits) -> Extracted:
    """Return the document on a web page."""
    text, encoding = decode_page(data, declared_charset(data))
    if len(text) > 4 * limits.characters:
        raise Refusal("too_many_characters", limit=limits.characters)
    root = _parsed(text)
    if root is None:
        raise Refusal("no_text")
    body = next(root.iter("body"), root)
    blocks = list(blocks_of(body, limits))
    facts = page_facts(root, data, blocks)
    lines = _with_title([block.text for block in _document_blocks(body, blocks)], facts.title)
    return Extracted("html", lines, facts.title, facts.source, facts.url, facts.published, encoding)


def _parsed(text: str) -> etree._Element | None:
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    # Past its limit of depth, or without memory, the parser drops the rest without a word, so its log is asked.
    logged = {entry.type for entry in parser.error_log}
    if etree.ErrorTypes.ERR_NO_MEMORY in logged:
        raise MemoryError
    if etree.ErrorTypes.ERR_RESOURCE_LIMIT in logged:
        raise Refusal("too_deep", form="html")
    return root


def _document_blocks(body: etree._Element, blocks: list[Block]) -> list[Block]:
    """The blocks of the main element, without the site's lines around and at the head of the document."""
    weights = Weights.of_blocks(body, blocks)
    site = site_elements(weights)
    main = main_element(weights, site)
    outside = _Membership(site)
    inside = _Membership({main})
    shown = [block for block in blocks if not outside.has(block.element)]
    first = next((index for index, block in enumerate(shown) if inside.has(block.element)), len(shown))
    chosen = [block for block in shown if inside.has(block.element)]
    return _trimmed(chosen, shown[first + len(chosen) : first + len(chosen) + _SIGNATURE_LINES])


class _Membership:
    """Whether an element lies in one of some elements; remembers, so that a deep page costs no more than a flat one."""

    def __init__(self, roots: set[etree._Element]) -> None:
        self._known = dict.fromkeys(roots, True)

    def has(self, element: etree._Element) -> bool:
        path, here = [], element
        while here is not None and here not in self._known:
            path.append(here)
            here = here.getparent()
        answer = here is not None and self._known[here]
        self._known.update(dict.fromkeys(path, answer))
        return answer


def _trimmed(blocks: list[Block], following: list[Block]) -> list[Block]:
    """Leave out the site's lines before, at the head of and after the document; take in a signature set outside of it."""
    start = next((index for index, block in enumerate(blocks) if not _precedes(block)), len(blocks))
    end = _end(blocks, start)
    running = next((index for index in range(start, end) if running_text(blocks[index])), end)
    kept = [block for block in blocks[start:running] if not is_about_line(block.text)] + blocks[running:end]
    if not kept:  # a page of nothing but such lines is one that they were not meant for
        return blocks
    return kept + (_signature(following) if end == len(blocks) else [])


def _precedes(block: Block) -> bool:
    return is_about_line(block.text) or (block.link_share > _MOSTLY_LINKS and not running_text(block))


def _end(blocks: list[Block], start: int) -> int:
    """One past the document's last block: what sites put after an article begins there, or links and footer lines."""
    left = sum(map(running_text, blocks[start:]))
    most_after = _SITE_SHARE * left
    end = len(blocks)
    for index in range(start, len(blocks)):
        left -= running_text(blocks[index])
        if left <= most_after and ends_the_document(blocks[index].text):
            end = index
            break
    while end > start and _follows(blocks[end - 1]):
        end -= 1
    return end


def _follows(block: Block) -> bool:
    is_attachment = block.text.startswith("附件")
    return not is_attachment and (is_footer_line(block.text) or block.link_share > _MOSTLY_LINKS or _is_tool(block))


def _is_tool(block: Block) -> bool:
    return not running_text(block) and ends_the_document(block.text)


def _signature(following: list[Block]) -> list[Block]:
    """The lines right after the main element, if they are who signs and when, which some sites set in a box of its own."""
    for count, block in enumerate(following, 1):
        if is_footer_line(block.text) or is_about_line(block.text) or block.link_share > 0 or running_text(block):
            return []
        if _is_date_line(block.text):
            return following[:count]
    return []


def _is_date_line(text: str) -> bool:
    text = squeezed(text)
    return text.endswith("日") and "年" in text[:6] and "月" in text and len(text) <= 12


def _with_title(lines: list[str], title: str | None) -> list[str]:
    """The lines, after the title unless they begin with it, be it broken over several lines."""
    if not title or squeezed(title) in squeezed("".join(lines[:_TITLE_LINES])):
        return lines
    return [title, *lines]
