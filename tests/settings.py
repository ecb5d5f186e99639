"""The site's settings, with what tests need changed: nothing collected, nothing slow, nothing of this machine's."""

import atexit
import os
import re
import shutil
import tempfile
from pathlib import Path

# Never the folder of the environment: what is in here is thrown away.
SCRATCH = Path(tempfile.mkdtemp(prefix="rectify-tests-"))
atexit.register(shutil.rmtree, SCRATCH, ignore_errors=True)
(SCRATCH / "static").mkdir()
_SETTINGS = Path(__file__).resolve().parents[1] / "rectify" / "settings.py"
# Whatever the settings read, and gunicorn's beside them: only the database may be chosen from outside.
_READ = re.findall(r'env\.\w+\(\s*"(\w+)"', _SETTINGS.read_text(encoding="utf-8"))
for name in {*_READ, "HOST", "WORKERS", "ACCESS_LOG"} - {"DATABASE_URL"}:
    os.environ.pop(name, None)
os.environ |= {"VAR_DIR": str(SCRATCH), "SECRET_KEY": "only-for-tests"}

from rectify.settings import *  # noqa: E402, F403
from rectify.settings import DATABASES, STORAGES, TASKS  # noqa: E402

STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # In a file, as in life: journal, locks and threads then behave as they will for people.
    DATABASES["default"]["TEST"] = {"NAME": SCRATCH / "test.sqlite3"}
# What a page leaves to the worker is done at once.
TASKS["default"] = {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}
STORAGES["uploads"]["OPTIONS"]["location"] = SCRATCH / "uploads"
