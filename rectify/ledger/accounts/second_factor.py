"""An optional second factor: codes that an authenticator app shows, and backup codes on paper."""

import base64

from django.contrib.auth.models import User
from django.db import transaction
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

BACKUP_CODES = 10
_BACKUP_NAME = "backup"


def is_on(user: User) -> bool:
    """Whether signing in asks this person for a code."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).exists()


@transaction.atomic
def accepts(user: User, code: str) -> bool:
    """Whether this is the app's code of now or one of the unused backup codes; both work once.

    After a wrong code the device refuses all codes for a while, twice as long each time.
    """
    code = "".join(code.split()).lower()
    # Each code goes to the device of its shape alone, so that a slip of the app's does not also lock the paper's.
    model = TOTPDevice if code.isdecimal() else StaticDevice
    devices = model.objects.select_for_update().filter(user=user, confirmed=True)
    return any(device.verify_token(code) for device in devices)


@transaction.atomic
def begin(user: User) -> TOTPDevice:
    """A new secret for the app, without effect until a code of it has been entered."""
    TOTPDevice.objects.filter(user=user, confirmed=False).delete()
    return TOTPDevice.objects.create(user=user, name="app", confirmed=False)


def begun(user: User) -> TOTPDevice | None:
    return TOTPDevice.objects.filter(user=user, confirmed=False).first()


@transaction.atomic
def confirm(user: User, code: str) -> list[str] | None:
    """Turn the second factor on if the code is right; returns the backup codes, None if it is wrong."""
    device = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=False).first()
    if device is None or not device.verify_token("".join(code.split())):
        return None
    TOTPDevice.objects.filter(user=user, confirmed=True).delete()
    device.confirmed = True
    device.save()
    return new_backup_codes(user)


@transaction.atomic
def new_backup_codes(user: User) -> list[str]:
    """Codes that work once each, in place of the former ones."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name=_BACKUP_NAME)
    codes = [StaticToken.random_token() for _ in range(BACKUP_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return codes


def backup_codes_left(user: User) -> int:
    return StaticToken.objects.filter(device__user=user).count()


@transaction.atomic
def turn_off(user: User) -> None:
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()


def secret_of(device: TOTPDevice) -> str:
    """The secret as people type it, in groups of four."""
    text = base64.b32encode(device.bin_key).decode()
    return " ".join(text[i : i + 4] for i in range(0, len(text), 4))
