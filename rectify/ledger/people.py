"""What people are allowed follows from their posts: nobody is put into a group by hand."""

from django.apps import apps
from django.contrib.auth.models import Group, User
from django.contrib.auth.signals import user_logged_in
from django.db import transaction

from rectify.ledger import groups, rights


@transaction.atomic
def bring_up_to_date(user: User) -> None:
    """Give a person the groups of the posts that they hold today, and the desk's door where they hold any.

    Called where posts are saved and whenever somebody signs in, for a post may have ended meanwhile. Superusers are left
    alone. (What an open session may do is asked of the posts themselves, each time.)
    """
    rights.forget_posts()
    if user.is_superuser:
        return
    roles = rights.roles_of(user)
    names = [name for role, name in groups.NAMES.items() if role in roles]
    found = list(Group.objects.filter(name__in=names))
    if len(found) < len(names):
        groups.write(apps)
        found = list(Group.objects.filter(name__in=names))
    user.groups.set(found)
    if user.is_staff != bool(roles):
        user.is_staff = bool(roles)
        user.save(update_fields=["is_staff"])


def _signed_in(sender: type[User], user: User, **kwargs: object) -> None:
    bring_up_to_date(user)


def connect() -> None:
    """Called once, when Django starts."""
    user_logged_in.connect(_signed_in, dispatch_uid="rectify.ledger.people")
