"""For templates of the desk."""

from django import template
from django.contrib.auth.models import AbstractBaseUser

register = template.Library()


@register.simple_tag
def desk_cards(user: AbstractBaseUser) -> list:
    """The queues of the start page; see rectify.ledger.admin.desk."""
    # The admin may only be imported once all models are.
    from rectify.ledger.admin.desk import cards_for

    return cards_for(user)


@register.simple_tag
def desk_doings(user: AbstractBaseUser) -> list:
    """What else the start page offers; see rectify.ledger.admin.desk."""
    from rectify.ledger.admin.desk import doings_for

    return doings_for(user)
