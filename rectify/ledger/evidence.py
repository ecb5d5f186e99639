"""佐证材料: taking in files, links and notes on an item, and taking them back.

A file is kept exactly as it was handed in, under a name of our own; its SHA-256 says so. Nothing is stripped from it, for
then it would no longer be what somebody vouched for. What it carries unseen (where a photo was taken, who wrote a
document) is kept beside it, and told to whoever proposes to publish it and to whoever decides.

Whoever calls these has asked `rectify.ledger.rights` before.
"""

import hashlib
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rectify.ledger import publishing, status
from rectify.ledger.choices import WITH_UNIT, Role
from rectify.ledger.evidence_names import is_plain, safe_name, suffix_of
from rectify.ledger.models import Evidence, Handling, Measure, Problem, Proposal
from rectify.ledger.models.desk import evidence_path, evidence_storage
from rectify.ledger.rights import NotAllowed, Right, items_of, may
from rectify.reading.formats.limits import DEFAULT_LIMITS
from rectify.reading.formats.refusals import Refusal
from rectify.reading.formats.sandbox import convert

_OFFICE = "application/vnd.openxmlformats-officedocument"
#: Suffix → (what the file must turn out to be, the type it is handed out as).
KINDS: dict[str, tuple[str, str]] = {
    "pdf": ("pdf", "application/pdf"),
    "docx": ("docx", f"{_OFFICE}.wordprocessingml.document"),
    "xlsx": ("xlsx", f"{_OFFICE}.spreadsheetml.sheet"),
    "txt": ("text", "text/plain"),
    "csv": ("text", "text/csv"),
    "jpg": ("jpg", "image/jpeg"),
    "jpeg": ("jpg", "image/jpeg"),
    "png": ("png", "image/png"),
    "webp": ("webp", "image/webp"),
}
#: What readers would find in a file beside what it shows.
CARRIED = {
    "position": gettext_lazy("拍摄地点（GPS 坐标）"),
    "device": gettext_lazy("拍摄设备的型号"),
    "authors": gettext_lazy("作者姓名"),
    "company": gettext_lazy("单位名称"),
    "properties": gettext_lazy("自定义属性"),
    "comments": gettext_lazy("批注"),
    "revisions": gettext_lazy("修订痕迹"),
    "hidden": gettext_lazy("隐藏的工作表"),
}
#: A web request waits for this.
_LIMITS = replace(DEFAULT_LIMITS, seconds=20, expanded_bytes=200 * 1024 * 1024)


class Refused(ValidationError):
    """Something that is not taken in: one message that says what is wrong and what to do. Nothing was kept."""


@dataclass(frozen=True)
class Draft:
    """Evidence that was looked over and is not kept yet; ``data`` is the file's, if it is one."""

    evidence: Evidence
    data: bytes = b""


def file_draft(
    problem: Problem, file: UploadedFile, actor: AbstractBaseUser, *, title: str = "", measure: Measure | None = None
) -> Draft:
    """A file, looked over as a whole by its content and its name; raises `Refused`."""
    name = safe_name(file.name or "")
    most = settings.EVIDENCE_MAX_MB * 1024 * 1024
    if file.size > most:
        raise Refused(
            _("“%(name)s”有 %(found)s MB，超过 %(most)s MB 的上限：请压缩或拆分后再提交。")
            % {"name": name, "found": f"{file.size / 1024 / 1024:.1f}", "most": settings.EVIDENCE_MAX_MB}
        )
    if not file.size:
        raise Refused(_("“%(name)s”是空的：请选择有内容的文件。") % {"name": name})
    file.seek(0)
    data, suffix = file.read(), suffix_of(name)
    found = _look_over(data, name)
    kind = found["kind"]
    if suffix not in KINDS or KINDS[suffix][0] != kind:
        raise Refused(_wrong_suffix(name, suffix, kind))
    evidence = _draft(problem, measure, Evidence.Kind.FILE, title or name, actor)
    evidence.file_name, evidence.content_type = name, KINDS[suffix][1]
    evidence.size, evidence.digest = len(data), hashlib.sha256(data).hexdigest()
    evidence.carries = found["carries"]
    evidence.file.name = evidence_path(evidence, name)
    return Draft(evidence, data)


def link_draft(
    problem: Problem, link: str, actor: AbstractBaseUser, *, title: str = "", measure: Measure | None = None
) -> Draft:
    """An address of the web, of http or https; raises `Refused`."""
    link = link.strip()
    try:
        URLValidator(schemes=["http", "https"])(link)
        parts = urlsplit(link)
        is_whole = parts.username is None and len(link) <= 500 and is_plain(link)
    except (ValidationError, ValueError):
        is_whole = False
    if not is_whole:
        raise Refused(_("网址须以 http:// 或 https:// 开头，写完整，不带用户名和密码，不超过 500 个字符。"))
    evidence = _draft(problem, measure, Evidence.Kind.LINK, title or parts.hostname or link, actor)
    evidence.link = link
    return Draft(evidence)


def note_draft(
    problem: Problem, text: str, actor: AbstractBaseUser, *, title: str = "", measure: Measure | None = None
) -> Draft:
    """Some words; raises `Refused` for none or too many."""
    text = text.strip()
    if not text or len(text) > 5000:
        raise Refused(_("请写 1 至 5000 个字。"))
    evidence = _draft(problem, measure, Evidence.Kind.NOTE, title or text.splitlines()[0][:50], actor)
    evidence.text = text
    return Draft(evidence)


def keep(drafts: Sequence[Draft]) -> list[Evidence]:
    """Keep these, all of them or none.

    Files and rows come together or not at all, which only the outermost transaction can promise: this opens it, and
    fails inside of another.
    """
    storage = evidence_storage()
    files = [draft for draft in drafts if draft.evidence.kind == Evidence.Kind.FILE]
    try:
        with transaction.atomic(durable=True):
            for draft in files:
                storage.save(draft.evidence.file.name, ContentFile(draft.data))
            for draft in drafts:
                draft.evidence.save(force_insert=True)
    except BaseException:
        # The place of each is known beforehand, so that half of a file that a full disk cut off goes too.
        for draft in files:
            storage.delete(draft.evidence.file.name)
        raise
    return [draft.evidence for draft in drafts]


@transaction.atomic
def withdraw(evidence: Evidence, actor: AbstractBaseUser, reason: str) -> Proposal | None:
    """Take evidence back; the file, its row and the reason stay. What is public goes by a proposal, which is returned: at
    once where the actor may publish. Raises `NotAllowed`."""
    status.lock_inspections([evidence.problem.inspection_id])
    fresh = Evidence.objects.select_for_update(of=("self",)).select_related("problem").get(pk=evidence.pk)
    if why := why_not_withdrawn(fresh, actor):
        raise NotAllowed(why)
    if not reason.strip():
        raise NotAllowed(_("撤回佐证材料需要写明缘由。"))
    if fresh.published_at:
        return publishing.propose(Proposal.Kind.EVIDENCE_BACK, actor=actor, evidence=fresh, reason=reason.strip())
    evidence.withdrawn_at, evidence.withdrawn_by, evidence.withdrawal_reason = timezone.now(), actor, reason.strip()
    evidence.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_reason"])
    for proposal in fresh.proposals.filter(decision=Proposal.Decision.WAITING):
        # Another's proposal stays in the queue, where publishing knows that there is nothing left to publish.
        with suppress(NotAllowed):
            publishing.take_back(proposal, actor, reason.strip())
    return None


def may_add(problem: Problem, actor: AbstractBaseUser) -> bool:
    """The unit's contact and the office hand in evidence, as long as the item is not withdrawn."""
    return not problem.withdrawn_at and (may(actor, Right.REPORT, problem) or may(actor, Right.EDIT, problem))


def why_not_withdrawn(evidence: Evidence, actor: AbstractBaseUser) -> str:
    """Why this person does not take it back now; empty where they may. A contact takes back what the unit's contacts
    handed in, while the item is with the unit: what was submitted is judged as it is. The office takes back anything."""
    if evidence.withdrawn_at:
        return _("这份佐证材料已经撤回。")
    if evidence.proposals.filter(kind=Proposal.Kind.EVIDENCE_BACK, decision=Proposal.Decision.WAITING).exists():
        return _("这份佐证材料已提请撤回，等待审批。")
    if may(actor, Right.EDIT, evidence.problem):
        return ""
    if evidence.added_as != Role.CONTACT or not may(actor, Right.REPORT, evidence.problem):
        return _("只有提交单位的联络人和巡视巡察机构可以撤回佐证材料。")
    handling = Handling.objects.filter(problem=evidence.problem_id, problem__inspection__followed=True)
    if handling.exclude(stage__in=WITH_UNIT).exists():
        return _("事项已报请审核，退回之前单位不能撤回佐证材料；确需撤回的，请联系巡视巡察机构。")
    return ""


def evidence_of(actor: AbstractBaseUser) -> QuerySet[Evidence]:
    """All evidence that a person may read at the desk, withdrawn ones included."""
    return Evidence.objects.filter(problem__in=items_of(actor, Right.VIEW).order_by())


def public_evidence() -> QuerySet[Evidence]:
    """What readers see: published, not withdrawn, of an item that is public."""
    return Evidence.objects.filter(
        published_at__isnull=False, withdrawn_at=None, problem__in=Problem.objects.public().order_by()
    )


def carried_by(evidence: Evidence) -> list[str]:
    """What a kept file carries unseen, in words; nothing for links and notes. A file that was handed in before this was
    kept is looked over now. Raises `FileNotFoundError` where the file is missing, `Refused` where it is damaged."""
    if evidence.kind != Evidence.Kind.FILE:
        return []
    with evidence.file.open("rb") as file:
        if evidence.carries is None:
            evidence.carries = _look_over(file.read(), evidence.file_name)["carries"]
            evidence.save(update_fields=["carries"])
    return in_words(evidence.carries)


def in_words(codes: Iterable[str]) -> list[str]:
    """What codes of `Evidence.carries` mean."""
    return [str(CARRIED[code]) for code in codes]


def _look_over(data: bytes, name: str) -> dict:
    try:
        return convert("handed_in", data, name, _LIMITS)
    except Refusal as refusal:
        if refusal.code == "binary":
            raise Refused(_not_taken(name)) from None
        if refusal.code == "damaged":
            # Its reason is the library's, for whoever keeps the program.
            words = _("“%(name)s”已损坏，打不开：请用原来的软件打开后重新保存，再提交新文件。")
            raise Refused(words % {"name": name}) from None
        # What the process calls the form is no word of the office's.
        details = refusal.details | ({"form": suffix_of(name) or _("文件")} if "form" in refusal.details else {})
        raise Refused(str(Refusal(refusal.code, f"“{name}”", **details))) from None


def _wrong_suffix(name: str, suffix: str, kind: str) -> str:
    if suffix not in KINDS:
        return _not_taken(name)
    return _("“%(name)s”的内容是 %(kind)s，与后缀 .%(suffix)s 不符：请核对文件，或改正后缀。") % {
        "name": name, "suffix": suffix, "kind": _("文本") if kind == "text" else kind.upper(),
    }  # fmt: skip


def _not_taken(name: str) -> str:
    allowed = _("、").join(f".{known}" for known in KINDS)
    return _("“%(name)s”不是可以提交的类型：可以提交 %(allowed)s。") % {"name": name, "allowed": allowed}


def _draft(problem: Problem, measure: Measure | None, kind: str, title: str, actor: AbstractBaseUser) -> Evidence:
    if measure and measure.problem_id != problem.pk:
        raise Refused(_("这条措施不属于这一项。"))
    role = Role.CONTACT if may(actor, Right.REPORT, problem) else Role.OFFICE
    return Evidence(
        problem=problem, measure=measure, kind=kind, title=" ".join(title.split())[:200], added_by=actor, added_as=role,
        added_at=timezone.now(),
    )  # fmt: skip
