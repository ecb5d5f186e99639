"""What a page says of its document: title, source, date and address, from its meta elements and its visible lines."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lxml import etree

from .blocks import Block
from .furniture import is_about_line

_TITLES = ("articletitle", "og:title", "twitter:title", "dc.title")
_SOURCES = ("contentsource", "article:source", "source", "og:site_name")
_DATES = (
    "pubdate",
    "publishdate",
    "article:published_time",
    "og:release_date",
    "publish_time",
    "dc.date",
    "date",
    "apub:time",
)
_SITE_TITLES = ("articletitle",)
_DATE = re.compile(r"(\d{4})\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})")
_DATE_LABEL = re.compile(r"(?:发布时间|发布日期|发文日期|发表时间|公开日期|时间|日期)\s*[：:\]】]\s*(?=\d{4})")
_SOURCE_LABEL = re.compile(
    r"(?:信息来源|文章来源|稿源|来源|发布机构|发布单位)\s*[：:\]】]\s*([^\s：:|｜【】\[\]()（）]{2,40})"
)
_SCRIPT_DATE = re.compile(r"(?:createTime|publish_time|pubDate)\s*[=:]\s*['\"](\d{4}-\d{1,2}-\d{1,2})")
_SAVED_FROM = re.compile(rb"<!--\s*saved from url=\(\d+\)(\S+)\s*-->")
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", re.I)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w-]+)", re.I)
_TITLE_PARTS = re.compile(r"\s*(?:_|\||｜|--|\s[-–—]+\s|-(?=[^-]*(?:网|网站|政府|门户|局|委|大学|学院|集团|公司)$))\s*")
_HEADINGS = ("h1", "h2", "h3")
_TITLE_NAMES = re.compile(r"(?:title|headline|(?:^|[\s_-])(?:tit|bt|biaoti))\d*(?:$|[\s_-])", re.I)
_NAMES_A_DOCUMENT = re.compile(r"(?:通报|报告|公告|公示|通知|情况|清单|台账|方案|意见|公开|整改|反馈|进展)")
_SHORTEST_TITLE, _LONGEST_TITLE = 5, 150


@dataclass
class PageFacts:
    """`published` is ISO. Each is None where the page does not say it."""

    title: str | None
    source: str | None
    published: str | None
    url: str | None


def declared_charset(data: bytes) -> str | None:
    """The charset that a page declares in its first bytes."""
    found = _CHARSET.search(data[:4096]) or _XML_ENCODING.search(data[:200])
    return found[1].decode("ascii", "ignore") if found else None


def page_facts(tree: etree._Element, data: bytes, blocks: list[Block]) -> PageFacts:
    """Return what the page says of itself; `blocks` are all of its visible lines."""
    metas = _metas(tree)
    about = [block.text for block in blocks if is_about_line(block.text)]
    return PageFacts(
        title=_title(tree, metas, blocks),
        source=_first(metas, _SOURCES) or _labelled_source(about),
        published=_published(tree, metas, about),
        url=_address(tree, metas, data),
    )


def _metas(tree: etree._Element) -> dict[str, str]:
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("name") or meta.get("property") or meta.get("itemprop") or "").strip().lower()
        content = " ".join((meta.get("content") or "").split())
        if name and content:
            metas.setdefault(name, content)
    return metas


def _first(metas: dict[str, str], names: Iterable[str]) -> str | None:
    return next((metas[name] for name in names if metas.get(name)), None)


def _title(tree: etree._Element, metas: dict[str, str], blocks: list[Block]) -> str | None:
    """The editors' own field, else the heading that the window's title repeats, else the window's title without the site."""
    stated = _first(metas, _SITE_TITLES)
    if stated:
        return stated
    element = next(tree.iter("title"), None)
    window = " ".join("".join(element.itertext()).split()) if element is not None else ""
    shown = _headings(blocks)
    repeated = [text for text in shown if squeezed(text) in squeezed(window)]
    if repeated:
        return max(repeated, key=len)
    named = [text for text in shown if _NAMES_A_DOCUMENT.search(text)]
    if named and not _NAMES_A_DOCUMENT.search(window):
        return max(named, key=len)
    social = _first(metas, _TITLES)
    if social:
        return _without_site(social)
    return _without_site(window) or next(iter(shown), None)


def _headings(blocks: list[Block]) -> list[str]:
    """The texts of elements that look like a title, the lines of one heading joined."""
    texts: dict[etree._Element, str] = {}
    for block in blocks:
        names = f"{block.element.get('class') or ''} {block.element.get('id') or ''}"
        if (block.element.tag in _HEADINGS or _TITLE_NAMES.search(names[:300])) and not block.row:
            texts[block.element] = texts.get(block.element, "") + block.text
    return [text for text in texts.values() if _SHORTEST_TITLE <= len(text) <= _LONGEST_TITLE]


def _without_site(window: str) -> str | None:
    parts = [part for part in _TITLE_PARTS.split(window) if part]
    if not parts:
        return None
    return parts[0] if len(parts[0]) >= _SHORTEST_TITLE + 3 else max(parts, key=len)


def squeezed(text: str) -> str:
    """A text without white space, for comparing titles."""
    return "".join(text.split())


def _labelled_source(about: list[str]) -> str | None:
    for line in about:
        found = _SOURCE_LABEL.search(line)
        if found:
            return found[1]
    return None


def _published(tree: etree._Element, metas: dict[str, str], about: list[str]) -> str | None:
    stated = _iso(_first(metas, _DATES) or "")
    if stated:
        return stated
    for line in about:
        label = _DATE_LABEL.search(line)
        found = _iso(line[label.end() : label.end() + 20]) if label else None
        if found:
            return found
    for line in about:
        if re.match(r"\d{4}[-/.年]", line) and _iso(line[:20]):
            return _iso(line[:20])
    scripts = ("".join(script.itertext())[:200_000] for script in tree.iter("script"))
    found = next(filter(None, map(_SCRIPT_DATE.search, scripts)), None)
    return _iso(found[1]) if found else None


def _iso(text: str) -> str | None:
    found = _DATE.search(text)
    if not found:
        return None
    try:
        return date(*map(int, found.groups())).isoformat()
    except ValueError:
        return None


def _address(tree: etree._Element, metas: dict[str, str], data: bytes) -> str | None:
    for link in tree.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and _is_address(link.get("href")):
            return link.get("href").strip()
    if _is_address(metas.get("og:url")):
        return metas["og:url"]
    saved = _SAVED_FROM.search(data[:4096])
    address = saved[1].decode("ascii", "ignore") if saved else None
    return address if _is_address(address) else None


def _is_address(text: str | None) -> bool:
    return bool(text and re.match(r"https?://\S+$", text.strip()))
