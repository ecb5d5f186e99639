"""What people fill in about items: the office's own words, and each action of the workflow."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rectify.ledger import edits, responsibilities, status
from rectify.ledger.admin.second_editor import STOOD, told
from rectify.ledger.choices import Action, ResponsibilityRole, Status
from rectify.ledger.models import Problem, Responsibility
from rectify.ledger.responsibilities import Share
from rectify.ledger.workflow import editing
from rectify.ledger.workflow.table import Need, Says, Transition, rows_of

OWN_WORD = [("", _("不作认定，以单位自报为准")), *[(s.value, s.label) for s in Status if s != Status.UNSTATED]]
_LONG = forms.Textarea(attrs={"rows": 3})
#: How the note of an action is asked for, where "说明" would not say enough.
_NOTE_LABELS = {
    Action.SEND_BACK: _("退回缘由"),
    Action.ASK_EXTENSION: _("延期缘由"),
    Action.REFUSE_EXTENSION: _("不同意的缘由"),
    Action.CLOSE: _("解释"),
    Action.REOPEN: _("缘由"),
    Action.RECHECK_RELAPSED: _("反弹情况"),
    Action.COMMENT: _("批注"),
}
_NOTE_HELP = {
    Action.CLOSE: _("为什么不再整改，例如职能已划转；作为认定说明提交公开，请勿写入个人信息"),
}


class TokenMixin:
    """Carries where the item stood when the form was opened. When somebody else was there meanwhile, it says who did
    what and keeps what was typed; sent again, it goes through."""

    #: Whether whoever has this form may read what others proposed to publish.
    tells_words = False

    def check_token(self, problem: Problem) -> None:
        # Whoever comes second waits here until the first is done.
        status.lock_inspections([problem.inspection_id])
        news = editing.since(problem, self.data.get(self.add_prefix(STOOD), ""), tells_words=self.tells_words)
        if news:
            heading = gettext("您打开这一页之后，别人改动了这一事项：")
            raise told(self, editing.token_of(problem), heading, news)


class LinesField(forms.CharField):
    """Words in lines, which a browser sends back with other ends than it was given."""

    def to_python(self, value: Any) -> str:
        return super().to_python(value).replace("\r\n", "\n")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.to_python(initial), data)


class BodiesField(LinesField):
    """The bodies that answer for an item in one role, a line each."""

    def __init__(self, role: ResponsibilityRole) -> None:
        self.most = Responsibility._meta.get_field("body").max_length
        super().__init__(
            label=role.label, required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}),
            help_text=_("每行一个") if role == ResponsibilityRole.LEADER else "",
        )  # fmt: skip

    def clean(self, value: str) -> list[str]:
        bodies = list(dict.fromkeys(filter(None, (line.strip() for line in super().clean(value).splitlines()))))
        if any(len(body) > self.most for body in bodies):
            raise ValidationError(gettext("每行最多 %(n)s 个字。") % {"n": self.most})
        return bodies


class OfficeWordForm(TokenMixin, forms.ModelForm):
    """An item with the office's word on it: its status, deadline and note are kept as a statement, not as fields, and
    so are its wording and who answers for it, once approved."""

    tells_words = True
    token = forms.CharField(required=False, widget=forms.HiddenInput)
    office_status = forms.ChoiceField(label=_("认定进展"), choices=OWN_WORD, required=False)
    office_deadline = forms.DateField(
        label=_("认定时限"), required=False, widget=admin.widgets.AdminDateWidget, help_text=_("留空则以单位自报为准")
    )
    office_note = LinesField(
        label=_("认定说明"), required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=2000,
        help_text=_("随认定进展一并公开，请勿写入个人信息"),
    )  # fmt: skip

    leader, lead, responsible, support = (BodiesField(role) for role in ResponsibilityRole)
    reason = forms.CharField(label=_("缘由"), required=False, max_length=500, help_text=_("有改动时必填，记入变动记录"))

    class Meta:
        model = Problem
        fields = ("office_label",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            return
        self.initial["token"] = editing.token_of(self.instance)
        self.initial["office_label"] = edits.office_label(self.instance)
        if self.initial["office_label"] != self.instance.office_label:
            self.fields["office_label"].help_text = _waiting(self.instance.office_label)
        if word := edits.office_word(self.instance):
            self.initial |= {"office_status": word.status, "office_deadline": word.deadline, "office_note": word.note}
        shares = edits.responsible(self.instance)
        if shares != responsibilities.standing(self.instance):
            self.fields[ResponsibilityRole.LEADER].help_text = gettext("每行一个；待审批，改回公开的内容即撤销")
        for role, body in shares:
            self.initial[role] = f"{self.initial[role]}\n{body}" if role in self.initial else body

    def clean(self) -> None:
        super().clean()
        self.check_token(self.instance)
        if set(self.changed_data) - {"token", "reason"} and not self.cleaned_data.get("reason", "").strip():
            self.add_error("reason", gettext("请写明改动的缘由。"))

    @property
    def changes_word(self) -> bool:
        return bool({"office_status", "office_deadline", "office_note"} & set(self.changed_data))

    @property
    def shares(self) -> list[Share]:
        """Who answers for the item, as it was filled in."""
        return [(role, body) for role in ResponsibilityRole.values for body in self.cleaned_data[role]]


def _waiting(public: str) -> str:
    """How a wording that waits for approval is taken back."""
    if not public:
        return gettext("待审批；清空即撤销")
    return gettext("待审批；改回公开的“%(label)s”即撤销") % {"label": public}


class BulkWordForm(forms.Form):
    """What the office says of many items at once; an empty field leaves what it said of each before."""

    status = forms.ChoiceField(
        label=_("认定进展"), required=False,
        choices=[("keep", _("不改动")), *OWN_WORD],
    )  # fmt: skip
    change_deadline = forms.BooleanField(
        label=_("改动时限"), required=False, help_text=_("勾选而不填认定时限，即以单位自报的时限为准")
    )
    deadline = forms.DateField(label=_("认定时限"), required=False, widget=admin.widgets.AdminDateWidget)
    note = forms.CharField(
        label=_("认定说明"), required=False, widget=_LONG, max_length=2000,
        help_text=_("留空则不改动；随认定进展一并公开"),
    )  # fmt: skip
    reason = forms.CharField(label=_("缘由"), max_length=500, help_text=_("记入变动记录"))

    def clean(self) -> None:
        super().clean()
        data = self.cleaned_data
        if data.get("deadline") and not data["change_deadline"]:
            self.add_error("change_deadline", _("填写了认定时限的，请同时勾选“改动时限”。"))
        elif not self.errors and data["status"] == "keep" and not data["change_deadline"] and not data["note"].strip():
            raise ValidationError(_("进展、时限、说明都没有改动，请至少改动一项。"))


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("缘由"), max_length=500, help_text=_("记入变动记录"))


class ActionForm(TokenMixin, forms.Form):
    """The fields that an action of the workflow takes, from its rows in the table."""

    token = forms.CharField(required=False, widget=forms.HiddenInput)
    #: Why it would be refused whatever is filled in, and where a unit hands in the evidence that is missing.
    lacking = add_evidence = ""

    def __init__(self, action: str, *args: Any, problem: Problem | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"id_{action}_%s")
        super().__init__(*args, **kwargs)
        self.action, self.problem = Action(action), problem
        self.fields |= _fields_of(self.action, list(rows_of(action)))
        asked = getattr(getattr(problem, "handling", None), "extension_asked", None)
        if asked and self.action == Action.GRANT_EXTENSION:
            words = gettext("留空则为所申请的日期（%(date)s）") % {"date": asked.isoformat()}
            self.fields["deadline"].help_text = words
        if problem is None:
            del self.fields["token"]
        else:
            self.initial["token"] = editing.token_of(problem)

    def clean(self) -> None:
        super().clean()
        if self.problem is not None:
            self.check_token(self.problem)

    @property
    def asked(self) -> dict[str, Any]:
        """The arguments of `workflow.act`."""
        names = ("note", "progress", "deadline", "look_again_on", "public_note")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


def _fields_of(action: Action, rows: list[Transition]) -> dict[str, forms.Field]:
    found: dict[str, forms.Field] = {}
    if any(Need.PROGRESS in row.needs for row in rows):
        allowed = [(word.value, word.label) for word in rows[0].progress]
        found["progress"] = forms.ChoiceField(
            label=_("填报进展"), required=False, choices=[("", _("同上次填报")), *allowed]
        )
    if any(row.takes_deadline for row in rows):
        is_needed = action == Action.ASK_EXTENSION
        found["deadline"] = forms.DateField(
            label=_("新的时限"), required=is_needed, widget=admin.widgets.AdminDateWidget,
            help_text=_("留空则为所申请的日期") if action == Action.GRANT_EXTENSION else "",
        )  # fmt: skip
    if any(Need.LOOK_AGAIN in row.needs for row in rows):
        found["look_again_on"] = forms.DateField(
            label=_("复查日期"), required=False, widget=admin.widgets.AdminDateWidget,
            help_text=_("留空则销号，不再复查") if action == Action.RECHECK_KEPT else _("长期坚持的事项须填"),
        )  # fmt: skip
    found["note"] = forms.CharField(
        label=_NOTE_LABELS.get(action, _("说明")), required=all(Need.NOTE in row.needs for row in rows),
        widget=_LONG, max_length=2000, help_text=_NOTE_HELP.get(action, _("只在工作台内可见")),
    )  # fmt: skip
    if action in (Action.REPORT, Action.SUBMIT):
        found["public_note"] = _public_note(_("申请公开的说明"), _("经审批后公开，可不填；请勿写入个人信息"))
    elif any(row.says not in (Says.NOTHING, Says.CLOSED) for row in rows):
        found["public_note"] = _public_note(_("公开的说明"), _("随认定进展一并公开，可不填；请勿写入个人信息"))
    return found


def _public_note(label: Any, help_text: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, widget=_LONG, max_length=2000, help_text=help_text)
