"""Settings are safe when nothing is set, and follow the public address."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
KEPT = ("PATH", "HOME", "LANG")


@pytest.fixture
def settings_with(tmp_path):
    """Load the settings in a process of its own, with nothing in the environment but what is given."""

    def load(*names, **environment):
        clean = {name: os.environ[name] for name in KEPT if name in os.environ}
        code = (
            "import json, sys; from rectify import settings; "
            "print(json.dumps({n: getattr(settings, n, None) for n in sys.argv[1:]}, default=str))"
        )
        output = subprocess.run(
            [sys.executable, "-c", code, *names],
            cwd=ROOT,
            env={**clean, "VAR_DIR": str(tmp_path), **environment},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        values = json.loads(output)
        return values[names[0]] if len(names) == 1 else [values[name] for name in names]

    return load


def test_debug_is_off_unless_asked_for(settings_with):
    assert settings_with("DEBUG") is False
    assert settings_with("DEBUG", DEBUG="true") is True


def test_every_installation_makes_its_own_key_and_keeps_it(settings_with, tmp_path):
    first = settings_with("SECRET_KEY")
    assert len(first) >= 50
    assert settings_with("SECRET_KEY") == first
    assert settings_with("SECRET_KEY", VAR_DIR=str(tmp_path / "other")) != first
    assert settings_with("SECRET_KEY", SECRET_KEY="from the environment") == "from the environment"


def test_only_this_machine_is_answered_by_default(settings_with):
    assert set(settings_with("ALLOWED_HOSTS")) == {"localhost", "127.0.0.1", "[::1]"}


def test_the_default_address_follows_the_port(settings_with):
    assert settings_with("PUBLIC_URL", PORT="8123") == "http://127.0.0.1:8123"


def test_a_public_https_address_hardens_cookies_and_transport(settings_with):
    names = (
        "ALLOWED_HOSTS",
        "CSRF_TRUSTED_ORIGINS",
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "SECURE_SSL_REDIRECT",
    )
    hosts, origins, *secure = settings_with(*names, PUBLIC_URL="https://ledger.example/")
    assert "ledger.example" in hosts
    assert origins == ["https://ledger.example"]
    assert secure == [True, True, True]
    assert settings_with("SECURE_HSTS_SECONDS", PUBLIC_URL="https://ledger.example") > 0
    assert settings_with("SECURE_HSTS_SECONDS") == 0


def test_a_proxy_is_believed_only_when_there_is_one(settings_with):
    assert settings_with("SECURE_PROXY_SSL_HEADER") is None
    assert settings_with("SECURE_PROXY_SSL_HEADER", BEHIND_PROXY="true") == ["HTTP_X_FORWARDED_PROTO", "https"]


def test_sqlite_waits_for_writers_and_postgresql_keeps_connections(settings_with):
    sqlite = settings_with("DATABASES")["default"]
    assert sqlite["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in sqlite["OPTIONS"]["init_command"]
    postgres = settings_with("DATABASES", DATABASE_URL="postgres://user:word@db.example/ledger")["default"]
    assert postgres["ENGINE"] == "django.db.backends.postgresql"
    assert postgres["CONN_HEALTH_CHECKS"] is True
    assert "init_command" not in postgres.get("OPTIONS", {})


def test_nothing_of_a_developers_environment_reaches_the_tests():
    """The README's table names every setting; all but the database's are as if nothing were set."""
    table = (ROOT / "README.md").read_text(encoding="utf-8").split("\n## Settings")[1].split("\n## ")[0]
    names = {name for row in re.findall(r"^\| (`.*?) \|", table, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)}
    assert {"LOGIN_ATTEMPTS", "SESSION_IDLE_MINUTES", "EMAIL_URL"} <= names
    set_by_tests = {"DATABASE_URL", "VAR_DIR", "SECRET_KEY"}
    code = "import os, sys; from tests import settings; print(*sorted(set(sys.argv[1:]) & set(os.environ)))"
    command = [sys.executable, "-c", code, *(names - set_by_tests)]
    environment = os.environ | dict.fromkeys(names, "7") | {"DATABASE_URL": "sqlite://:memory:"}
    run = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    assert run.stdout.strip() == ""
