"""Lines without a number that head what follows them all the same: by what they say and by what stands around them."""

from collections.abc import Sequence

from .nodes import Node
from .paragraphs import Paragraph, is_summary
from .points import first_sentence, names_problem, shortcoming_in
from .status import is_statement, names_by_progress, opening_statement, status_of_following
from .vocabulary import OUTLINE

_SHORTCOMING = tuple(OUTLINE["shortcoming"])
_POINT_OPENINGS = ("关于", "针对")
_SHORTEST_POINT = 10
_LONGEST_HEADING = 40
_MOSTLY = 0.6


def label_openers(inked: Sequence[Paragraph]) -> frozenset[int]:
    """The lines whose label opens a point, where a document numbers none: 存在问题:… 整改措施:… 存在问题:…

    Where such a label follows its numbered heading instead, it only describes that point.
    """
    found, below_heading = [], 0
    for before, para in zip([None, *inked], inked, strict=False):
        label = para.label
        if para.marker is None and label and label.role in ("problem", "advice") and label.end < para.end:
            found.append(para.number)
            heads = before is not None and before.label is None and (before.marker is not None or _is_short(before))
            below_heading += heads and len(found) > 1
    return frozenset(found) if len(found) > 1 and below_heading * 2 < len(found) else frozenset()


def point_openers(inked: Sequence[Paragraph]) -> frozenset[int]:
    """The lines that state a point and answer it in one paragraph, where a document numbers none: 针对“…”的问题。…

    Where such a line stands below a heading that names a problem already, it only goes on about that one.
    """
    found, repeating = [], 0
    for before, para in zip([None, *inked], inked, strict=False):
        if _states_point(para):
            found.append(para.number)
            repeating += before is not None and _is_short(before) and _criticises(before)
    return frozenset(found) if len(found) > 1 and repeating * 2 < len(found) else frozenset()


def headed_openers(inked: Sequence[Paragraph]) -> frozenset[int]:
    """The lines that state a point right above its labelled measures, where a document numbers none of its points."""
    told = [at for at, para in enumerate(inked) if at and _opens_answer(para)]
    found = [inked[at - 1].number for at in told if _stands_alone(inked, at - 1)]
    return frozenset(found) if len(found) > 1 and len(found) >= _MOSTLY * len(told) else frozenset()


def _opens_answer(para: Paragraph) -> bool:
    return para.marker is None and para.label is not None and para.label.role == "measure"


def _stands_alone(inked: Sequence[Paragraph], at: int) -> bool:
    """Whether a line is neither numbered nor labelled and describes no numbered heading above it."""
    para, above = inked[at], inked[at - 1] if at else None
    bare = para.marker is None and not para.labels and "\t" not in para.line and not is_statement(para.text)
    if not bare or above is None:
        return False
    ended = bool(above.labels) or is_statement(above.text)
    heads = above.marker is None and len(above.text) <= _LONGEST_HEADING and above.text[-1] not in "。;!?,、"
    return ended or heads


def _states_point(para: Paragraph) -> bool:
    if para.marker is not None or para.label is not None or not para.text.startswith(_POINT_OPENINGS):
        return False
    first = first_sentence(para)
    stated = first.rstrip("。: ")
    return len(stated) > _SHORTEST_POINT and stated.endswith("问题") and len(first) < len(para.text)


def heads_part(para: Paragraph) -> bool:
    """Whether a line below the number of a part can be its heading."""
    return para.marker is None and para.label is None and len(para.text) <= _LONGEST_HEADING and "。" not in para.text


def _criticises(para: Paragraph) -> bool:
    return names_problem(para.text) or shortcoming_in(para.text)


def _is_short(para: Paragraph) -> bool:
    return para.end - para.start <= 60


def plain_heading(
    para: Paragraph, following: Paragraph | None, stack: Sequence[Node], few_marks: bool, openers: frozenset[int]
) -> str | None:
    """Which kind of unnumbered heading a line is, or None: `point` names a problem, `plain` groups what follows.

    `openers`: the lines that open points without a number.
    """
    top = stack[-1]
    text = para.text
    label = para.label
    if following is None or len(text) > 90 or "\t" in para.line:
        return None
    if following.marker is not None and (status_of_following(text) or names_by_progress(text)):
        return "plain"
    if is_statement(text):
        return None
    if (
        label
        and label.role == "next"
        and label.end >= para.end
        and (top.closed or not (top.answering or top.in_answer))
    ):
        return "plain"
    if is_summary(para) or (label and label.role not in ("problem", "advice")) or (not stack[1:] and _announces(text)):
        return None
    opens = following.number in openers or (following.marker is not None and following.marker.number == 1)
    if label:
        named = any(word in label.text for word in ("巡视", "巡察", "反馈", "审计"))
        return "plain" if named and opens and label.end >= para.end else None
    if text.startswith(("关于", "针对")) and text.rstrip("。:").endswith("问题") and "。" not in text[:-1]:
        return "point"
    if (
        text.startswith(("关于", "在", "落实", "贯彻", "聚焦"))
        and text.rstrip("。:").endswith(("方面", "方面问题", "方面的问题"))
        and len(text) <= 60
    ):
        return "plain"
    if text[0] == "【" and text[-1] == "】" and label is None and _heads(text[1:-1], following):
        return "bracket"
    bare = text[-1] not in "。;!?,、:"
    answered = top.closed or not (top.answering or top.in_answer)
    if len(text) <= 40 and text[-1] == ":" and following.marker is not None and top.closed:
        return "plain"
    if len(text) <= 40 and opens and answered:
        if text[-1] == ":" or bare:
            return "plain"
        if not top.body and top.para and text.count("。") == 1 and any(word in text for word in _SHORTCOMING):
            return "plain"
    if (
        few_marks
        and bare
        and 4 <= len(text) <= 40
        and (following.end - following.start > len(text) or "问题" in following.text)
    ):
        return "plain"
    return None


def _heads(text: str, following: Paragraph) -> bool:
    """Whether words in brackets head what follows: they name an aspect, or a list or a line of prose begins below them."""
    if len(text) > 40 or "。" in text or opening_statement(text):
        return False
    return following.marker is not None or following.plain[following.start] != "【"


def _announces(text: str) -> bool:
    """Whether a line above the first heading is the document's title or says that the account follows."""
    titled = "整改" in text and ("巡视" in text or "巡察" in text)
    return titled or any(word in text for word in ("如下", "以下", "通报", "公告", "公示", "报告", "公布"))


def begins_account(para: Paragraph) -> bool:
    """Whether a line says that the account itself now follows: 现将具体整改情况通报如下:"""
    text = para.text
    return (
        len(text) <= 120 and "现将" in text and any(word in text for word in ("如下", "公布", "通报", "公示", "公告"))
    )
