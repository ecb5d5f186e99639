"""One group a role, named as the role is, with the permissions that rectify.ledger.scopes derives from the rights.

Migrations call `write` whenever the rights or the desk's tables change; tests/ledger/rights/test_groups.py says when one
is missing. A person's groups follow from their posts; see rectify.ledger.people.
"""

from typing import Any

from rectify.ledger.choices import Role

#: Chinese whatever language somebody reads in: a group's name is data.
NAMES: dict[str, str] = {
    Role.OFFICE: "巡视巡察机构",
    Role.TEAM: "巡视巡察组",
    Role.CONTACT: "单位联络人",
    Role.SUPERVISOR: "监督单位",
    Role.APPROVER: "公开审批人",
}


def codenames() -> dict[str, set[tuple[str, str, str]]]:
    """For each role, (app label, model name, codename) of its group's permissions."""
    from rectify.ledger.scopes import permissions_of

    return {
        role: {
            (model._meta.app_label, model._meta.model_name, f"{verb}_{model._meta.model_name}")
            for model, verb in permissions_of(role)
        }
        for role in NAMES
    }


def write(apps: Any, _editor: object = None) -> None:
    """Make the groups, or bring them up to date. ``apps`` is the registry of a migration, or Django's own."""
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    ContentType = apps.get_model("contenttypes", "ContentType")
    for role, wanted in codenames().items():
        permissions = []
        for app_label, model_name, codename in sorted(wanted):
            # Django makes permissions after all migrations, which is too late for one that gives them away.
            kind, _ = ContentType.objects.get_or_create(app_label=app_label, model=model_name)
            permission, _ = Permission.objects.get_or_create(
                content_type=kind, codename=codename, defaults={"name": f"Can {codename.replace('_', ' ')}"}
            )
            permissions.append(permission)
        group, _ = Group.objects.get_or_create(name=NAMES[role])
        group.permissions.set(permissions)
