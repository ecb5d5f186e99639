"""Remind people by mail and draft letters by rule, for cron: `manage.py send_reminders [--dry-run] [--date DAY]`."""

import fcntl
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import get_connection
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from rectify.ledger.reminders.digests import Digest, digest_for, people
from rectify.ledger.reminders.letters import draft, due_letters
from rectify.ledger.reminders.rules import RuleMistake, load_rules


class Command(BaseCommand):
    help = "按规则拟制督办文书，并给每人发一封提醒邮件；同一件事不重复提醒。供定时任务使用。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="只列出将拟制、将发送的内容，不拟制也不发送")
        parser.add_argument("--date", type=_day, help="以这一天为今天：YYYY-MM-DD")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        today = options["date"] or timezone.localdate()
        with _alone(), translation.override("zh-hans"):
            self._draft_letters(today, dry_run=dry_run)
            self._send_digests(today, dry_run=dry_run)

    def _draft_letters(self, today: date, *, dry_run: bool) -> None:
        try:
            rules = load_rules()
        except RuleMistake as mistake:
            raise CommandError(str(mistake)) from mistake
        n = 0
        for due in due_letters(rules, today):
            if dry_run:
                self.stdout.write(
                    _("将拟制：%(unit)s %(kind)s，%(n)s 项（规则 %(rule)s）")
                    % {"unit": due.inspection, "kind": due.label, "n": len(due.items), "rule": due.rule.name}
                )
            elif draft(due, today):
                n += 1
        if n:
            self.stdout.write(_("拟制督办文书 %(n)s 份，待工作人员核发。") % {"n": n})

    def _send_digests(self, today: date, *, dry_run: bool) -> None:
        sent, failed = 0, []
        connection = get_connection()
        for user in people():
            digest = digest_for(user, today)
            if digest is None:
                continue
            if dry_run:
                self.stdout.write(f"--- {user.email}\n{digest.subject}\n\n{digest.text}")
                continue
            error = _send(digest, connection)
            if error is None:
                sent += 1
            else:
                failed.append(f"  {user.email}{_('：')}{error}")
        if sent:
            self.stdout.write(_("发送提醒 %(n)s 封。") % {"n": sent})
        if failed:
            raise CommandError(
                _("有 %(n)s 封提醒没有发出，下次会再发：\n%(list)s") % {"n": len(failed), "list": "\n".join(failed)}
            )


def _send(digest: Digest, connection: Any) -> Exception | None:
    """What went wrong, if anything did: one bad address keeps nobody else's mail back."""
    try:
        digest.send(connection)
    except (SMTPException, OSError, ValueError, DatabaseError) as error:
        connection.close()
        return error
    return None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError(_("“%(text)s”不是日期：请写成 2026-03-05。") % {"text": text}) from None


@contextmanager
def _alone() -> Iterator[None]:
    """Two runs at once would both tell what neither has told yet."""
    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    with (settings.VAR_DIR / "send_reminders.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CommandError(_("另一个 send_reminders 正在运行，请等它结束。")) from None
        yield
