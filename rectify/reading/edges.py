"""What stands at the edges of a report: title, meta line, preface, signature, date, contact line, page furniture.

Each question is asked of one line (a paragraph) alone; `segments` asks them in order.
"""

import re

from . import vocabulary
from .dates import find_dates, find_spans
from .text import normal

WORDS = vocabulary.load("edges")
_INSPECTION = ("巡视", "巡察")
_NUMBERED = re.compile(
    r"\s*(?:[一二三四五六七八九十百]{1,4}[、.是]|\([一二三四五六七八九十]{1,3}\)|\d{1,3}[、.)]|\(\d{1,3}\)|[①-⑳]|第[一二三四五六七八九十]{1,3}[,、])"
)
_META_START = re.compile(
    r"[\s【\[(]*(?:" + "|".join(sorted(WORDS["meta_labels"], key=len, reverse=True)) + r")\s*[:】\]]"
)
_STAMP = re.compile(
    r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s{0,4}(?:\d{1,2}:\d{2}(?::\d{2})?\s{0,4}(?:$|阅|浏|点|来|作|发|编|访)|阅读|浏览|点击|来源|作者|发布|发表|访问)"
)
_POSTS = tuple(WORDS["posts"])
_POSTED = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\s{1,3}\d{1,2}:\d{2}")
_LONGEST_CREDIT = 60
_CONTACT = re.compile(
    r"(?:电\s{0,4}话|热线|手机|传\s{0,4}真|信箱|邮箱|邮\s{0,4}编|邮政编码|地\s{0,4}址|联系方式|联\s?系\s?人|[Ee][-]?mail|E-MAIL)[^,;。]{0,12}?[:\s]{0,3}[^\s]"
)
_CONTACT_VALUE = re.compile(r"\d{5,}|@|[路街道巷号楼室弄村镇]")
_DATE_CHARS = re.compile(r"[\s\d年月日号./\-:()〇零○OＯ一二三四五六七八九十]+$")
_OBJECT = re.compile("对.{1,60}?(?:进行|开展|实施)了?|接受了?.{0,30}?(?:巡视|巡察)|进驻")


def is_numbered(line: str) -> bool:
    """Whether the line opens with an enumeration marker."""
    return bool(_NUMBERED.match(normal(line)))


def is_title(line: str) -> bool:
    """Whether a line reads as the title of a report on rectification: short, no full stop, names subject and kind."""
    text = normal(line).strip()
    if not 4 <= len(text) <= 90 or text[-1] in "。;,、:":
        return False
    if re.search(r"[>》»]\s?[\u4e00-\u9fff]{2,8}$|首页|当前位置", text) and ">" in text:
        return False
    if "整改" not in text or not any(word in text for word in _INSPECTION):
        return False
    return any(kind in text[-12:] for kind in WORDS["title_kinds"]) and not _CONTACT.search(text)


def is_publication_title(line: str) -> bool:
    """A title that can stand for a whole report: …关于…巡察整改…的通报, 公示, 公告, 报告."""
    text = normal(line).strip().rstrip("()草案全文摘要公开稿 ")
    if not is_title(line) or is_numbered(line) or text.endswith(("如下", "公布")):
        return False
    if not re.search("关于|中共|委员会|党[组委]|[市县区省]委|公司|大学|学院|医院", text):
        return False
    if re.search("(?:通报|公示|公告|报告)[^,。;]{0,8}$", text):
        return True
    return "关于" in text and bool(re.search("(?:情况|进展)[^,。;]{0,8}$", text))


def is_meta(line: str) -> bool:
    """Whether a line is what a web page says of itself: 时间, 来源, 浏览次数."""
    text = normal(line).strip()
    if len(text) > 160 or not text:
        return False
    return bool(_META_START.match(text) or _STAMP.match(text)) or any(word in text for word in WORDS["meta_words"])


def is_furniture(line: str) -> bool:
    """Whether a line is navigation or credits of a page."""
    text = normal(line).strip()
    return len(text) <= 120 and text[-1:] not in "。;" and any(word in text[:40] for word in WORDS["furniture"])


def is_between_posts(line: str) -> bool:
    """Whether a line stands only at the edges of one of several posts: a call to subscribe, credits, the time of posting."""
    text = normal(line).strip()
    return len(text) <= _LONGEST_CREDIT and (text.startswith(_POSTS) or _POSTED.search(text) is not None)


def is_date_line(line: str) -> bool:
    """Whether a line holds one date and nothing else."""
    text = normal(line).strip()
    text = text.removesuffix("印发").removesuffix("发布")
    return 6 <= len(text) <= 24 and bool(_DATE_CHARS.match(text)) and any(m.full for m in find_dates(text))


def is_contact(line: str) -> bool:
    """Whether a line gives a telephone, an address or a mailbox with its label."""
    text = normal(line)
    found = _CONTACT.search(text)
    return bool(found and _CONTACT_VALUE.search(text, found.start()))


def is_closing(line: str) -> bool:
    """Whether a line asks the public to watch or to report."""
    return any(word in line for word in WORDS["closing"])


def signature(line: str) -> str | None:
    """The body that a signature line names, without a date behind it; None for any other line."""
    text = normal(line).strip()
    if not text or len(text) > 70:
        return None
    dates = find_dates(text)
    if dates and dates[-1].end >= len(text) - 1 and dates[-1].day:
        text = text[: dates[-1].start].rstrip(" ,(")
    raw = re.sub(r"\s+", "", line.strip()[: len(text)]).strip("()（）【】")
    raw = re.sub("[(（](?:盖章|章|公章|印章)[)）]?$", "", raw)
    text = normal(raw)
    if not 4 <= len(text) <= 45 or any(mark in text for mark in "。,;:、!?“”《》") or is_numbered(text):
        return None
    if text.startswith(("中共", "中国共产党")):
        return raw if not is_title(text) and text.endswith(tuple(WORDS["party_endings"] + WORDS["signers"])) else None
    if text.endswith(tuple(WORDS["party_endings"])) and not text.startswith(("关于", "各", "全")):
        return raw
    return (
        raw if text.endswith(tuple(WORDS["signers"])) and not re.search("整改|关于|情况|问题|监督|加强", text) else None
    )


def announces_report(line: str) -> bool:
    """Whether a paragraph says that an account of rectification follows: 现将…整改…情况通报如下."""
    at = max(line.rfind("现将"), line.rfind("现就"))
    if at < 0 or "整改" not in line or is_numbered(line):
        return False
    tail = line[at : at + 120]
    if "整改" not in tail and not any(word in tail for word in _INSPECTION):
        return False
    return any(word in tail for word in WORDS["publishing"])


def tells_of_inspection(line: str) -> bool:
    """Whether a paragraph tells who inspected whom and when: …至…, …巡察组对…开展了…巡察."""
    text = normal(line)
    if not any(word in text for word in _INSPECTION) or is_numbered(line) or not _OBJECT.search(text):
        return False
    return bool(find_spans(text[:400])) and ("组" in text)
