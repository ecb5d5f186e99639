"""整改督办工作台: Django's admin, its tables put in order by what an office does with them."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

#: (heading, models in their order). What no group names stands in the last.
GROUPS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (_("督办"), ("Problem", "Proposal", "Evidence", "Letter", "Evaluation")),
    (_("载入与核对"), ("Upload", "Report", "Doubt", "ReaderNote", "Document")),
    (_("台账"), ("Round", "Unit", "Inspection", "Section", "Measure", "StatusStatement", "Change")),
    (_("人员与设置"), ("User", "CalendarAddress")),
)
#: The rooms that every page of the desk leads to.
ROOMS = ("Problem", "Proposal", "Letter", "Evaluation", "Upload", "Doubt", "ReaderNote", "Unit")


class DeskSite(admin.AdminSite):
    site_header = site_title = _("整改督办工作台")
    index_title = _("工作台")
    # The rooms stand above every page; lists need the width.
    enable_nav_sidebar = False

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        apps = super().get_app_list(request, app_label)
        if app_label is not None or not apps:
            return apps
        models = {model["object_name"]: model for app in apps for model in app["models"]}
        groups = [(heading, [models.pop(name) for name in names if name in models]) for heading, names in GROUPS]
        groups[-1][1].extend(models.values())
        return [
            {
                "name": heading,
                "app_label": f"group-{position}",
                "app_url": f"{apps[0]['app_url']}#group-{position}",
                "has_module_perms": True,
                "models": listed,
            }
            for position, (heading, listed) in enumerate(groups, start=1)
            if listed
        ]

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        context = super().each_context(request)
        models = {model["object_name"]: model for app in context["available_apps"] for model in app["models"]}
        context["rooms"] = [models[name] for name in ROOMS if name in models and models[name]["admin_url"]]
        context["is_desk_start"] = request.path == reverse("admin:index")
        return context


class DeskConfig(AdminConfig):
    default_site = "rectify.ledger.desk_site.DeskSite"
