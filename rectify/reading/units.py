"""The common name of a unit: as a list of units gives it, else made from the body that signed or from the text."""

import re
from collections import Counter
from collections.abc import Iterable

from .text import normal

_PREFIX = re.compile("^(?:中国共产党|中共)")
_SUFFIXES = (
    "党总支部委员会", "党支部委员会", "总支部委员会", "支部委员会", "总支委员会",
    "党组", "党委会", "党委", "党工委", "党总支部", "党总支", "党支部", "总支部", "总支", "支部", "基层委员会", "工作委员会", "机关委员会",
)  # fmt: skip
_COMMITTEE_OF_PLACE = re.compile("(?P<place>.*[省市县区旗州盟镇乡])委$")
_OWN = re.compile("^(?:我|本|该)(?:[省市县区局委厅校院司办行社镇乡]|单位|集团|公司|部门)?")
_OBJECT = re.compile(
    r"(?:对|进驻|向)(?P<name>[^,。;:、对向]{2,40}?)(?:党组|党委|党工委|党总支|党支部|领导班子)?(?:及其|和所属|\(|进行|开展|实施|反馈|启动|开始)"
)
_HEARTED = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,24}?)(?P<body>党组|党委|党工委|党总支|党支部|[县区市省旗]委)(?=高度重视|坚决|认真|坚持|切实|把|将|召开|立即|严格|深刻|班子|书记)"
)
_GENERIC = re.compile(
    "^(?:我|本|各|全|该|上级|原|和|及|在|由|经|省委|市委|县委|区委|中央|巡视|巡察|校|厅|局|办|院|委|集团)?$"
)


def name_of_body(body: str) -> str:
    """The unit that a Party body leads: 中共云岭县委员会 → 云岭县, 中共云岭县水利局党组 → 云岭县水利局."""
    name = _PREFIX.sub("", normal(body).replace(" ", ""))
    if name.endswith("纪律检查委员会"):
        return name.removesuffix("律检查委员会") + "委监委"
    for suffix in _SUFFIXES:
        if name.endswith(suffix) and len(name) > len(suffix) + 1:
            return _without_term(name.removesuffix(suffix))
    place = _COMMITTEE_OF_PLACE.match(name)
    if place:
        return place["place"]
    if name.endswith("委员会") and _names_party_committee(body, name):
        return _without_term(name.removesuffix("委员会"))
    return name


def _names_party_committee(body: str, name: str) -> bool:
    """Whether 委员会 is the Party's committee of a unit: it signs as 中共…; 卫生健康委员会 alone is a unit's own name."""
    if not _PREFIX.match(body):
        return False
    return not re.search("(?:改革|健康|管理|发展|监督|建设|事务|工作)委员会$", name) or len(name) < 7


def _without_term(name: str) -> str:
    return re.sub("第[一二三四五六七八九十]{1,4}届$", "", name)


def match_listed(units: Iterable[str], texts: Iterable[str]) -> str | None:
    """The listed unit that the first of these texts names (signature first), by the longest part of its name found."""
    keys = [(key, unit) for unit in units for key in _keys(unit)]
    for text in texts:
        plain = normal(text)
        found = [(len(key), unit) for key, unit in keys if key in plain]
        if found:
            return max(found, key=lambda pair: pair[0])[1]
    return None


def _keys(unit: str) -> set[str]:
    """The forms under which a listed name can stand in its own report: 沈阳市甲县 as 甲县 or 甲; 省甲厅 as 甲厅."""
    keys = {unit}
    inner = re.match("(?P<outer>.{1,8}?[省市州盟])(?P<inner>.{2,}[县区市旗州盟])$", unit)
    if inner:
        keys |= {inner["inner"], inner["inner"][:-1] if len(inner["inner"]) > 2 else inner["inner"]}
    elif re.match("[省市县区州旗]", unit) and len(unit) > 3:
        keys.add(unit[1:])
    return {key for key in keys if len(key) >= 2}


_OPENING = 4000
"""A paragraph names its unit, if at all, within so many characters."""


def unit_in_text(paragraphs: list[str]) -> str | None:
    """The unit that the opening paragraphs name as inspected; None where they only say 我局 or 我县 and never a name."""
    opening = [normal(paragraph[:_OPENING]) for paragraph in paragraphs]
    for text in opening:
        for match in _OBJECT.finditer(text):
            name = match["name"].strip("“”\"' ")
            if (
                not _OWN.match(name)
                and not re.search("巡视|巡察|问题|意见|情况|领导|干部|同志|工作", name)
                and len(name) >= 2
            ):
                return name_of_body(name)
    votes: Counter[str] = Counter()
    for text in opening:
        for match in _HEARTED.finditer(text):
            if not _GENERIC.match(match["name"]) and not re.search("巡视|巡察|指出|要求|反馈", match["name"]):
                votes[name_of_body(match["name"] + match["body"])] += 1
    return votes.most_common(1)[0][0] if votes else None


def aliases_of(unit: str, body: str | None) -> list[str]:
    """Other names that the same unit goes by: without the city above it, and what its Party body's name gives."""
    names = []
    if body:
        names.append(name_of_body(body))
    inner = re.match("(?:.{1,8}?[省市州盟])(?P<inner>.{2,}[县区市旗州盟])$", unit)
    if inner:
        names.append(inner["inner"])
    return [name for name in dict.fromkeys(names) if name != unit]
