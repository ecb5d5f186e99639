"""What `make run` does once the packages are there: make everything ready, then serve.

`python -m rectify.start` serves; `python -m rectify.start --prepare-only` stops before that, for machines
where a service manager starts gunicorn. Everything here may be repeated at any time and loses nothing.
"""

import argparse
import hashlib
import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import OperationalError, connections

FIRST_ROUND = "liaoning-12-9"
GUNICORN_CONFIG = Path("deploy") / "gunicorn.conf.py"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m rectify.start", description="Make the site ready and serve it.")
    parser.add_argument("--prepare-only", action="store_true", help="make everything ready, but do not serve")
    prepare_only = parser.parse_args().prepare_only

    os.chdir(Path(__file__).resolve().parent.parent)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rectify.settings")
    try:
        port = settings.PORT
    except (ImproperlyConfigured, ValueError) as error:
        sys.exit(f"A setting in the environment cannot be used: {error}. README.md lists what each may be.")
    if not prepare_only:
        refuse_taken_port(port)
    django.setup()
    try:
        prepare()
    except CommandError as error:
        sys.exit(str(error))
    except OperationalError as error:
        sys.exit(f"The database that DATABASE_URL names cannot be used: {error}")
    if not prepare_only:
        serve()


def prepare() -> None:
    """Bring translations, database, first data and static files up to date; what is current is left alone."""
    from rectify.translations import compile_translations

    compile_translations(settings.LOCALE_PATHS)
    call_command("migrate", interactive=False, verbosity=0)
    load_first_round()
    collect_static_files()


def load_first_round() -> None:
    """Load the register that comes with the project, unless its round is already there."""
    from rectify.ledger.models import Round

    if not Round.objects.filter(slug=FIRST_ROUND).exists():
        call_command("load_register", str(Path("fixtures") / FIRST_ROUND))


def collect_static_files() -> None:
    """Collect, hash and compress the static files when any of them, or any package, has changed."""
    stamp = settings.STATIC_ROOT / ".collected-from"
    current = fingerprint(static_sources())
    if stamp.exists() and stamp.read_text(encoding="ascii") == current:
        return
    print("Compressing static files…", flush=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(current, encoding="ascii")


def static_sources() -> Iterator[Path]:
    """The files that collected static files come from; packages are represented by their pinned versions."""
    yield from (Path("requirements.txt"), Path("rectify", "stylesheet.py"))
    for folder in (Path("static"), *sorted(Path("rectify").glob("*/static"))):
        yield from sorted(path for path in folder.rglob("*") if path.is_file())


def fingerprint(paths: Iterator[Path]) -> str:
    """A digest of the names and contents of `paths`."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(f"{path} {path.stat().st_size}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def refuse_taken_port(port: int) -> None:
    """End with a clear message when another program already listens on `port` of this machine."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            sys.exit(f"Cannot listen on 127.0.0.1:{port} ({error.strerror}). Choose another port: make run PORT=8001")


def serve() -> None:
    """Become the server. It prints the address when it is ready, and ends with Ctrl+C."""
    from gunicorn.app.wsgiapp import run

    from rectify.worker import start_beside_server

    # Connections must not be shared with the workers that are about to be forked.
    connections.close_all()
    start_beside_server()
    # In this process, because another one would import everything again.
    sys.argv = ["gunicorn", "--config", str(GUNICORN_CONFIG), "rectify.wsgi"]
    run()


if __name__ == "__main__":
    main()
