"""Whom the public may reach: telephones, fax, mailboxes, addresses, hours, as labelled at a document's end."""

import re
from dataclasses import dataclass, field
from typing import Any

from .document import Document
from .segments import Segment
from .text import normal

# What a label announces, by the words in it; the first row that fits decides.
_LABELS = (
    ("fax", r"传\s{0,4}真(?:电话|号码)?"),
    ("postcode", r"邮\s{0,4}编|邮政编码"),
    ("email", r"(?:电子(?:邮箱|邮件|信箱)|邮\s{0,4}箱|电邮)(?:地址)?|[Ee]-?[Mm]ail|EMAIL|E-MAIL"),
    (
        "post",
        r"(?:联系|通[讯信]|邮[寄政]|收信|来信|办公|单位|详细|举报|来访|接待)?\s?(?:地\s{0,4}址|地点)"
        r"|(?:专门|专用|举报|意见)?邮政(?:专用)?信箱|信箱|(?:来信|写信)?请?(?:邮?寄)(?:至|到|往|送至)|(?:来信|写信)?请寄|来信寄"
        r"|信函(?=\s?:)|(?:来|写|寄)信(?:至|到|往|(?=:))|来访请?(?:至|到)|(?:可|或|请)(?:直接)?到(?=[^,。;]{6,60}(?:当面|现场反映|来访))",
    ),
    ("phone", r"(?:联系|举报|监督|值班|受理|咨询|办公|专门|固定|移动|信访)*(?:电\s{0,4}话|热线|手机|座机)(?:号码)?|联系方式|联络方式"
              r"|致电|拨打|来电(?=[:\d])"),
    ("person", r"联\s?系\s?人|联络人|收件人"),
    ("hours", r"(?:受理|接听|接待|工作|值班|办公)(?:电话|来电|来信|来访|信访|群众|举报){0,3}的?时间"),
)  # fmt: skip
_LABEL = re.compile("|".join(f"(?P<{name}>{words})" for name, words in _LABELS))
_EMAIL = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9._+-]{0,63}\s?@\s?[A-Za-z0-9][A-Za-z0-9-]{0,62}(?:\.[A-Za-z0-9-]{1,62}){1,4}"
)
_PHONE = re.compile(
    r"(?<![0-9A-Za-z@.-])(?:\+?86[- ])?"
    r"(?:\(?0\d{2,4}\)?[ ]?[-—–]{1,2}[ ]?\d{3,4}[ ]?\d{4}|\(0\d{2,3}\)[ ]?\d{3,4}[ ]?\d{4}|0\d{2,3}[ ]?\d{7,8}"
    r"|0\d{2,3}-\d{3,4}[ ]\d{3,4}|1[3-9]\d[- ]?\d{4}[- ]?\d{4}|400-?\d{3}-?\d{4}|[2-9]\d{3}[ ]\d{4}|[2-9]\d{6,7}|12\d{3})(?!\d)(?!@)"
    r"(?:[ ]?(?:转|-|—|ext\.?)[ ]?\d{1,6}(?!\d))?"
)
_SHORT_REST = re.compile(r"[ ]?[/、,;及和或][ ]?(?P<rest>\d{4})(?!\d)")
_POSTCODE = re.compile(r"(?<!\d)\d{6}(?!\d)")
_CLOCK = re.compile(
    r"(?P<h1>\d{1,2})(?:[:.时点](?P<m1>\d{2})?分?)\s?(?:至|到|-|—{1,2}|–|~)\s?(?:早|晚|上午|下午|中午)?\s?(?P<h2>\d{1,2})(?:[:.时点](?P<m2>\d{2})?分?)"
)
_PLACE_END = re.compile(r"[。;\t]|当面|现场反映|邮\s?编|邮政编码|电\s?话|联系人|传\s?真|电子|邮箱|[Ee]-?mail|收件")
_BOXES = ("信箱", "地点", "邮政信箱", "邮政专用信箱", "专用信箱", "专用邮政信箱")
_TAIL_LINES = 40
_SENT_TO = ("至", "到", "往", "寄")
_VALUE_SIGNS = re.compile(r"\d{4}|@|[路街道巷号楼室镇村]|\d{1,2}:\d{2}")


@dataclass
class Contacts:
    """What was found, each as written, without its label."""

    phone: list[str] = field(default_factory=list)
    email: list[str] = field(default_factory=list)
    fax: list[str] = field(default_factory=list)
    post: str | None = None
    postcode: str | None = None
    hours: str | None = None


def read_contacts(document: Document, segment: Segment) -> dict[str, Any]:
    """Contacts in a segment's last lines: phone, email, fax (lists), post, postcode, hours (text or None)."""
    found = Contacts()
    numbers = [n for n in segment.numbers if document.line(n).strip()][-_TAIL_LINES:]
    carried = ""
    block = _contact_block(document, numbers)
    for number in block:
        carried = _read_line(document.line(number), found, carried)
    return vars(found)


def contacts_in(text: str) -> dict[str, Any]:
    """Contacts in a text of any place, in the same form."""
    found, carried = Contacts(), ""
    for line in text.split("\n"):
        carried = _read_line(line, found, carried)
    return vars(found)


def _contact_block(document: Document, numbers: list[int]) -> list[int]:
    """The last lines that give contacts: from the last one back over lines that do too, with few others between."""
    giving = [n for n in numbers if gives_contact(document.line(n))]
    if not giving:
        return []
    first = giving[-1]
    for number in reversed(giving):
        if sum(number < n < first for n in numbers) > 3:
            break
        first = number
    return [n for n in numbers if first <= n <= giving[-1] + 1]


def _readable(line: str) -> str:
    return normal(line).replace("＠", "@")


def gives_contact(line: str) -> bool:
    """Whether a line gives a number, an address or a mailbox behind a label, and does not merely speak of one."""
    text = _readable(line)
    if len(text) > 2500:
        return False
    for label in _LABEL.finditer(text):
        value = text[label.end() : label.end() + 40]
        if label.lastgroup == "email" and (_EMAIL.search(value) or _EMAIL.search(text)):
            return True
        if label.lastgroup in ("phone", "fax") and _PHONE.match(value.lstrip(" :为是()")):
            return True
        if label.lastgroup in ("phone", "fax", "post") and re.match(r"\s*(?:\(.{0,12}\))?\s*[:为是]", value):
            return bool(_VALUE_SIGNS.search(value)) or len(text) < 40
        if label.lastgroup == "post" and label.group().endswith(_SENT_TO) and _VALUE_SIGNS.search(value):
            return True
        if label.lastgroup in ("phone", "post", "postcode") and _PHONE.search(value[:16]):
            return True
    return bool(_EMAIL.search(text)) and len(text) < 400


def _read_line(line: str, found: Contacts, carried: str) -> str:
    """Read one line into `found`; returns the label that is left open for the next line."""
    text = _readable(line)
    for match in _EMAIL.finditer(text):
        _add(found.email, match.group().replace(" ", ""))
    labels = _labels_of(text, carried)
    for index, (name, _start, end) in enumerate(labels):
        stop = labels[index + 1][1] if index + 1 < len(labels) else len(text)
        _take(name, text[end:stop], line[end:stop], found)
    if labels and not text[labels[-1][2] :].strip(": ;"):
        return labels[-1][0]
    return "" if text.strip() else carried


def _labels_of(text: str, carried: str) -> list[tuple[str, int, int]]:
    """The labels of a line as (what, start, end), with one carried over from the line before."""
    labels = [(m.lastgroup or "", m.start(), m.end()) for m in _LABEL.finditer(text) if not _inside_value(text, m)]
    if carried and not (labels and labels[0][1] <= 2):
        labels.insert(0, (carried, 0, 0))
    return labels


def _inside_value(text: str, match: re.Match[str]) -> bool:
    """Whether a label's word is part of something else: 信箱 inside an address, 地址 inside 邮箱地址."""
    if match.lastgroup != "post" or match.group() not in _BOXES:
        return False
    if re.search(r"\d号?$", text[: match.start()]):
        return True
    return match.group() in ("信箱", "地点") and bool(re.match(r"\s?[^:\d为是]", text[match.end() : match.end() + 2]))


def _take(name: str, value: str, raw: str, found: Contacts) -> None:
    if name == "phone":
        _take_phones(value, found.phone)
    elif name == "fax":
        _take_phones(value, found.fax)
    elif name == "postcode" and found.postcode is None:
        code = _POSTCODE.search(value[:20])
        found.postcode = code.group() if code else None
    elif name == "post" and found.post is None and not _EMAIL.search(value[:40]):
        found.post = _place(value, raw)
        code = _POSTCODE.search(value)
        if code and found.postcode is None and re.search(r"邮\s?编|邮政编码|\($", value[: code.start()]):
            found.postcode = code.group()
    if found.hours is None and (name in ("hours", "phone")):
        spans = [f"{c['h1']}:{c['m1'] or '00'}-{c['h2']}:{c['m2'] or '00'}" for c in _CLOCK.finditer(value[:80])]
        found.hours = ",".join(spans) or None


def _take_phones(value: str, phones: list[str]) -> None:
    scope = value[:160]
    mail = _EMAIL.search(scope)
    if mail:
        scope = scope[: mail.start()]
    for match in _PHONE.finditer(scope):
        if re.search(r"(?:年|邮编|邮政编码)[: ]{0,2}$", scope[: match.start()]):
            continue
        _add(phones, match.group().strip())
        rest = _SHORT_REST.match(scope, match.end())
        if rest and not _PHONE.match(scope, rest.start("rest")):
            _add(phones, match.group().strip()[:-4] + rest["rest"])


def _place(value: str, raw: str) -> str | None:
    """The address behind its label, up to the next label or full stop, as written."""
    start = len(value) - len(value.lstrip(": 为是"))
    end = _PLACE_END.search(value, start)
    stop = end.start() if end else len(value)
    note = re.search(r"[(（]?(?:信封|请注明|注明)", value[start:stop])
    stop = start + note.start() if note else stop
    text = raw[start:stop].strip(" \t\u3000,，、;；。(（")
    text = re.sub(r"[(（,，]?\s?\d{6}\s?[)）]?$", "", text).strip(" ,，、;；(（")
    return text if 3 <= len(text) <= 120 else None


def _add(values: list[str], value: str) -> None:
    if value and value not in values:
        values.append(value)
