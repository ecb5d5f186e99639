"""The codes that the ledger stores, each with the words that the field uses for it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Status(TextChoices):
    """How far an item is, in the order from finished to unknown that pages list it in."""

    COMPLETED = "completed", _("已完成")
    COMPLETED_ONGOING = "completed_ongoing", _("已完成并长期坚持")
    PHASED = "phased", _("阶段性完成")
    IN_PROGRESS = "in_progress", _("正在整改")
    NOT_DONE = "not_done", _("未完成")
    UNSTATED = "unstated", _("未注明进展")


#: Completed by somebody's word; these make up the numerator of every completion rate.
DONE = (Status.COMPLETED, Status.COMPLETED_ONGOING)
#: Stated, and not completed.
OPEN = (Status.PHASED, Status.IN_PROGRESS, Status.NOT_DONE)
#: What a list sorted by status begins with is what remains to be done.
LEAST_FINISHED_FIRST = (*reversed(OPEN), *DONE, Status.UNSTATED)


class ProblemKind(TextChoices):
    PROBLEM = "problem", pgettext_lazy("one", "反馈问题")
    RECOMMENDATION = "recommendation", pgettext_lazy("one", "意见建议")


class Area(TextChoices):
    """What a level 1 section is about, by meaning; its own heading stays beside it."""

    POLICY = "policy", _("贯彻决策部署")
    DISCIPLINE = "discipline", _("全面从严治党")
    ORGANIZATION = "organization", _("组织路线和队伍建设")
    OVERSIGHT = "oversight", _("巡视审计等问题整改")
    RECOMMENDATIONS = "recommendations", _("意见建议")
    OTHER = "other", _("其他")


class Level(TextChoices):
    """Whose Party committee sent the inspection."""

    CENTRAL = "central", _("中央")
    PROVINCIAL = "provincial", _("省级")
    CITY = "city", _("市级")
    COUNTY = "county", _("县级")
    ORGANISATION = "organisation", _("部门、高校或企业内部")


class UnitKind(TextChoices):
    PROVINCE = "province", _("省级地方")
    PROVINCIAL_DEPARTMENT = "provincial_department", _("省直部门")
    CITY = "city", _("市级地方")
    CITY_DEPARTMENT = "city_department", _("市直部门")
    COUNTY = "county", _("县（市、区）")
    COUNTY_DEPARTMENT = "county_department", _("县直部门")
    TOWNSHIP = "township", _("乡镇街道")
    FUNCTION_AREA = "function_area", _("功能区")
    UNIVERSITY = "university", _("高等学校")
    COMPANY = "company", _("国有企业")
    HOSPITAL = "hospital", _("医院")
    OTHER = "other", _("其他")


class ReportKind(TextChoices):
    RECTIFICATION = "rectification", _("整改情况通报")
    FEEDBACK = "feedback", _("巡视巡察反馈通报")
    MOBILISATION = "mobilisation", _("巡视巡察进驻通报")


class Completeness(TextChoices):
    FULL = "full", _("全文")
    EXCERPT = "excerpt", _("摘录")
    CUT_OFF = "cut_off", _("文本不完整")


class ReadBy(TextChoices):
    """Who turned a report's text into rows."""

    HAND = "hand", _("人工录入")
    MACHINE = "machine", _("程序读取，未经人工核对")
    CHECKED = "checked", _("程序读取，已经人工核对")


class Speaker(TextChoices):
    """Whose word a statement is."""

    REPORT = "report", _("单位自报")
    UNIT = "unit", _("单位联络人填报")
    OFFICE = "office", _("巡视巡察机构认定")


class ClaimKind(TextChoices):
    """What a report says of itself: a total of one list, or how much of that list is done."""

    AREAS_TOTAL = "areas_total", _("方面")
    CATEGORIES_TOTAL = "categories_total", _("大项")
    PROBLEMS_TOTAL = "problems_total", _("反馈问题")
    PROBLEMS_COMPLETED = "problems_completed", _("反馈问题：已完成")
    PROBLEMS_IN_PROGRESS = "problems_in_progress", _("反馈问题：正在整改")
    PROBLEMS_RATE = "problems_rate", _("反馈问题：完成率")
    TASKS_TOTAL = "tasks_total", _("整改任务")
    TASKS_COMPLETED = "tasks_completed", _("整改任务：已完成")
    TASKS_IN_PROGRESS = "tasks_in_progress", _("整改任务：正在整改")
    TASKS_RATE = "tasks_rate", _("整改任务：完成率")
    RECOMMENDATIONS_TOTAL = "recommendations_total", _("意见建议")
    MEASURES_TOTAL = "measures_total", _("整改措施")
    MEASURES_COMPLETED = "measures_completed", _("整改措施：已完成")
    MEASURES_IN_PROGRESS = "measures_in_progress", _("整改措施：正在推进")
    MEASURES_RATE = "measures_rate", _("整改措施：完成率")


class DoubtKind(TextChoices):
    """What the reader or the office is unsure of; the first six are the reader's codes (see rectify.reading)."""

    STATUS_INFERRED = "status_inferred", _("进展由推断得出")
    STATUS_UNSTATED = "status_unstated", _("没有找到进展")
    NO_MEASURES = "no_measures", _("没有找到措施")
    MEASURES_DIFFER = "measures_differ", _("措施条数与自述不符")
    NUMBER_SKIPPED = "number_skipped", _("序号跳号")
    NUMBER_REPEATED = "number_repeated", _("序号重复")
    MARKER_REPEATED = "marker_repeated", _("原序号重复")
    DATES_OUT_OF_ORDER = "dates_out_of_order", _("日期先后颠倒")
    DEADLINE_BEFORE_PUBLICATION = "deadline_before_publication", _("时限早于落款日期")
    STATUS_DIFFERS = "status_differs", _("进展与台账不一致")
    DEADLINE_DIFFERS = "deadline_differs", _("时限与台账不一致")
    DECLARED_MEASURES_DIFFER = "declared_measures_differ", _("自述措施数与台账不一致")
    RESPONSIBLE_DIFFERS = "responsible_differs", _("责任单位与台账不一致")
    FIELD_DIFFERS = "field_differs", _("内容与台账不一致")
    UNJOINED_SECTION = "unjoined_section", _("台账中没有的标题")
    UNJOINED_ITEM = "unjoined_item", _("台账中没有的事项")
    UNJOINED_MEASURE = "unjoined_measure", _("台账中没有的措施")
    UNJOINED_CLAIM = "unjoined_claim", _("台账中没有的自报数字")
    UNREAD_ITEM = "unread_item", _("通报中没有读出的事项")
    UNCLEAR_JOIN = "unclear_join", _("与台账事项的对应存疑")
    GONE_BUT_FOLLOWED = "gone_but_followed", _("通报不再列出、仍在督办的事项")
    CORRECTION_UNFIT = "correction_unfit", _("更正与读取结果对不上")


class ResponsibilityRole(TextChoices):
    LEADER = "leader", _("责任领导")
    LEAD = "lead", _("牵头单位")
    RESPONSIBLE = "responsible", _("责任单位")
    SUPPORT = "support", _("配合单位")


class Role(TextChoices):
    """Who takes part at the desk; what each may do is decided in rectify.ledger.rights."""

    OFFICE = "office", _("巡视巡察机构")
    TEAM = "team", _("巡视巡察组")
    CONTACT = "contact", _("单位联络人")
    SUPERVISOR = "supervisor", _("监督单位")
    APPROVER = "approver", _("公开审批人")


class Stage(TextChoices):
    """Where an item is between the unit, its supervisor and the office."""

    WORKING = "working", _("整改中")
    SUBMITTED = "submitted", _("待审核")
    CHECKED = "checked", _("待销号")
    SENT_BACK = "sent_back", _("已退回")
    SIGNED_OFF = "signed_off", _("已销号")
    WATCHED = "watched", _("长期坚持，待复查")
    CLOSED = "closed", _("未整改办结")


#: The item is with the unit: its deadline runs.
WITH_UNIT = (Stage.WORKING, Stage.SENT_BACK)
#: Nothing is left to do, unless the item is opened again.
SETTLED = (Stage.SIGNED_OFF, Stage.CLOSED)


class Action(TextChoices):
    """What somebody does to an item at the desk; rectify.ledger.workflow says from where to where each leads."""

    REPORT = "report", _("填报进展")
    SUBMIT = "submit", _("报请审核")
    CHECK = "check", _("审核通过")
    SEND_BACK = "send_back", _("退回")
    SIGN_OFF = "sign_off", _("销号")
    RECHECK_KEPT = "recheck_kept", _("回头看：巩固")
    RECHECK_RELAPSED = "recheck_relapsed", _("回头看：反弹")
    ASK_EXTENSION = "ask_extension", _("申请延期")
    GRANT_EXTENSION = "grant_extension", _("同意延期")
    REFUSE_EXTENSION = "refuse_extension", _("不同意延期")
    CLOSE = "close", _("未整改办结")
    REOPEN = "reopen", _("重新整改")
    COMMENT = "comment", _("批注")
    UNDO = "undo", _("撤销操作")
