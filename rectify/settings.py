"""Settings, read from the environment, safe when nothing is set.

Everything that may differ between machines is listed in README.md and read here, in one place.
"""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from rectify import theme_script
from rectify.secret_key import secret_key_in

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent
# What this installation makes and keeps: database, secret key, collected static files.
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="") or secret_key_in(VAR_DIR / "secret_key")

# --- Addresses -------------------------------------------------------------------------------

PORT = env.int("PORT", default=8000)
# Absolute links are made from this, never from the Host header, which whoever asks may choose.
PUBLIC_URL = env.str("PUBLIC_URL", default=f"http://127.0.0.1:{PORT}").rstrip("/")
_public = urlsplit(PUBLIC_URL)
if _public.scheme not in ("http", "https") or not _public.hostname:
    raise ImproperlyConfigured(f"PUBLIC_URL is {PUBLIC_URL!r}, not an address such as https://ledger.example")
_is_https = _public.scheme == "https"

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]", _public.hostname])
CSRF_TRUSTED_ORIGINS = [f"{_public.scheme}://{_public.netloc}"]

ROOT_URLCONF = "rectify.urls"
WSGI_APPLICATION = "rectify.wsgi.application"

# --- Apps and middleware ---------------------------------------------------------------------

INSTALLED_APPS = [
    "rectify.ledger.desk_site.DeskConfig",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "django_filters",
    "django_htmx",
    "django_tasks_db",
    # For its command that checks the schema. The API's framework itself is no app: it would only bring its web pages.
    "drf_spectacular",
    "rectify.ledger.apps.LedgerConfig",
    "rectify.pages.apps.PagesConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "rectify.ledger.accounts.sessions.KeepDeskOpen",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    # Innermost: it answers in place of the page that somebody was refused on.
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- Database --------------------------------------------------------------------------------

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'ledger.sqlite3'}")}
_database = DATABASES["default"]
if _database.get("ENGINE") not in ("django.db.backends.sqlite3", "django.db.backends.postgresql"):
    raise ImproperlyConfigured("DATABASE_URL begins neither with sqlite:/// nor with postgres://")
if _database["ENGINE"] == "django.db.backends.sqlite3":
    _database["OPTIONS"] = {
        # A transaction that begins as a reader and then writes fails at once when another writes;
        # one that begins as a writer waits its turn.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;"
            "PRAGMA synchronous=NORMAL;"
            "PRAGMA foreign_keys=ON;"
            "PRAGMA temp_store=MEMORY;"
            "PRAGMA cache_size=-20000;"
            "PRAGMA journal_size_limit=67108864;"
        ),
    }
# Kept for the next request, with what it has cached of the database.
_database.setdefault("CONN_MAX_AGE", 60)
_database["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Security --------------------------------------------------------------------------------

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _is_https
# A session ends when nothing is done at the desk for so long, at the end of a working day (rectify.ledger.accounts.
# sessions), and when the browser is closed.
SESSION_COOKIE_AGE = 60 * env.int("SESSION_IDLE_MINUTES", default=60)
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SECURE_SSL_REDIRECT = _is_https
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=30 * 24 * 60 * 60) if _is_https else 0
# A header that anybody can send is trusted only where a proxy is known to overwrite it.
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, theme_script.SOURCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "upgrade-insecure-requests": _is_https,
    },
}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "admin:login"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
# Wrong passwords (and codes) are counted by name and address together: nobody can lock somebody else's door from afar.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = env.int("LOGIN_ATTEMPTS", default=5)
AXES_COOLOFF_TIME = timedelta(minutes=env.int("LOGIN_LOCK_MINUTES", default=15))
# Trying on while locked must not keep the door locked for whoever shares the address.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "rectify.ledger.accounts.addresses.client_address"
AXES_LOCKOUT_CALLABLE = "rectify.ledger.accounts.locked.locked"
# Its rows are looked after on each person's page; see rectify.ledger.admin.people.
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
# What authenticator apps show beside a person's name.
OTP_TOTP_ISSUER = _public.hostname

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# One file of evidence; what is larger is refused with a message.
EVIDENCE_MAX_MB = env.int("EVIDENCE_MAX_MB", default=20)
# All files of one request; what comes behind is not written to the disk.
UPLOAD_MAX_MB = env.int("UPLOAD_MAX_MB", default=256)
FILE_UPLOAD_HANDLERS = [
    "rectify.ledger.upload_limit.BoundedUploads",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# A page of the admin's list sends several fields a row.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# --- Mail and reminders ------------------------------------------------------------------------

# Printed unless a server is named: nothing leaves a machine that nobody has set up for it.
_mail = env.email_url("EMAIL_URL", default="consolemail://")
vars().update({name: value for name, value in _mail.items() if name.startswith("EMAIL_") and value is not None})
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", default=f"ledger@{_public.hostname}")
# How the office signs letters and reports; what nobody has named is left to be filled in by hand.
OFFICE_NAME = env.str("OFFICE_NAME", default="")
# When an item is written about, to whom; see rectify/ledger/reminders/escalation.toml.
ESCALATION_RULES = Path(
    env.str("ESCALATION_RULES", default=str(BASE_DIR / "rectify" / "ledger" / "reminders" / "escalation.toml"))
)

# --- Language and time -----------------------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "rectify" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# --- Loading at the desk ---------------------------------------------------------------------

# What takes longer than a page may is done by a worker (`manage.py db_worker`), which `make run` starts.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
LOAD_FILE_MAX_MB = env.int("LOAD_FILE_MAX_MB", default=30)  # one file
LOAD_MAX_FILES = env.int("LOAD_MAX_FILES", default=30)  # at a time
LOAD_KEPT_HOURS = env.int("LOAD_KEPT_HOURS", default=24)  # a preview that nobody confirms

# --- Static files ----------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(VAR_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "rectify.package_files.PlotlyFinder",
    "rectify.package_files.SwaggerFinder",
    "rectify.stylesheet.StyleSheetFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # What is handed in at the desk: no web server sees this folder, a view that knows who may read hands files out.
    "evidence": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": Path(env.str("EVIDENCE_ROOT", default=str(VAR_DIR / "evidence"))),
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    # What is handed in to be loaded, until it is loaded or thrown away.
    "uploads": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": Path(env.str("UPLOAD_ROOT", default=str(VAR_DIR / "uploads"))),
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "rectify.static_storage.StaticStorage"
    },
}

# Nothing asks for the names without a hash; not compressing them too halves the first start.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# --- API -------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [],
    # Nobody signs in: no session is read, so no page of another site can act for somebody.
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.AnonRateThrottle"],
    # By address and process: whoever reads everything page by page is not slowed down, a runaway loop is.
    "DEFAULT_THROTTLE_RATES": {"anon": "300/min"},
    "NUM_PROXIES": 1 if BEHIND_PROXY else 0,
    "DEFAULT_SCHEMA_CLASS": "rectify.pages.api.schema.ViewSchema",
    "EXCEPTION_HANDLER": "rectify.pages.api.errors.answer",
}
SPECTACULAR_SETTINGS = {
    "TITLE": _("整改台账数据接口"),
    "VERSION": "1",
    "SERVERS": [{"url": PUBLIC_URL}],
    "SCHEMA_PATH_PREFIX": "/api",
    "SERVE_INCLUDE_SCHEMA": False,
    "DISABLE_DOCSTRING_DESCRIPTIONS": True,
    "SORT_OPERATIONS": False,
    "SORT_OPERATION_PARAMETERS": False,
    "ENUM_NAME_OVERRIDES": {
        name: f"rectify.ledger.choices.{name}"
        for name in ("ProblemKind", "ReportKind", "ResponsibilityRole", "Speaker", "Status", "UnitKind")
    },
}

# --- Logging ---------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "filters": {"secrets": {"()": "rectify.logs.HideSecrets"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["secrets"]}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="WARNING")},
    # Django's own handlers stay silent without DEBUG and would mail tracebacks otherwise.
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        # A page that does not exist is no event of ours.
        "django.request": {"level": "ERROR"},
    },
}
