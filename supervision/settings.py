"""How is this installation set up? From the environment only; what is not said is safe, or stops with what to do."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent


def needed(name: str, example: str) -> str:
    """The value of a variable without which nothing may start."""
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(
            f"{name} is not set. Set it, for example {name}={example} (docs/operations.md lists every variable). "
            "On your own machine `make run` sets all of them."
        )
    return value


def switch(name: str, default: str) -> bool:
    value = os.environ.get(name, default)
    if value not in ("0", "1"):
        raise ImproperlyConfigured(f"{name} is {value!r}: set it to 1 (on) or 0 (off).")
    return value == "1"


# --- What the environment says -----------------------------------------------------------------------------------

SECRET_KEY = needed("REFLECT_SECRET_KEY", "<50 or more random characters>")
REFLECT_TEXT_KEYS = needed("REFLECT_TEXT_KEYS", "2026a:<32 random bytes in URL-safe base64>")
REFLECT_ORGANISATION = os.environ.get("REFLECT_ORGANISATION", "Your organisation")
REFLECT_SAFEGUARDING_TEXT = os.environ.get("REFLECT_SAFEGUARDING_TEXT", "")
REFLECT_SMALLEST_GROUP = min(max(int(os.environ.get("REFLECT_SMALLEST_GROUP", "5")), 5), 10)  # people, for a figure
DEBUG = switch("REFLECT_DEBUG", "0")
SECURE = switch("REFLECT_SECURE", "1")
PROXIES = int(os.environ.get("REFLECT_PROXIES", "0"))  # how many proxies of ours a request has passed
ALLOWED_HOSTS = [host.strip() for host in needed("REFLECT_HOSTS", "reflect.example.org").split(",")]
# Mail is written by the background worker, which has no request to take the address of a page from.
REFLECT_ADDRESS = os.environ.get("REFLECT_ADDRESS", f"https://{ALLOWED_HOSTS[0]}").rstrip("/")

# --- The parts ---------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "crispy_forms",
    "csp",
    "supervision.audit",
    "accounts",
    "supervision.outbox",
    "supervision.casenotes.apps.CaseNotesConfig",
    "supervision.sessions.apps.SessionsConfig",
    "supervision.quarters",
    "supervision.pulse",
    "supervision.reminders",
    "supervision.learning",
    "supervision.support",
    "supervision.dips",
    "supervision.formpack",
    "supervision.charts",
    "supervision.documents",
    "supervision.pages",
    "supervision.practitioners",
    "supervision.supervisors",
    "supervision.records",
    "supervision.gatherings",
    "supervision.guests",
    "supervision.calendars",
    "supervision.cases",
    "supervision.notices",
    "supervision.managers",
    "supervision.reports",
    "supervision.administration",
    "supervision.demo",
]

MIDDLEWARE = [
    "supervision.calendars.middleware.SecretOutOfPath",  # before anything that could write a path down
    "supervision.pulse.middleware.Nobodys",  # and before whatever asks who is signed in
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "supervision.carrying.CarriedThroughSignIn",  # before whatever sends somebody to sign in
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.IdleTimeout",
    "supervision.refusals.Refusals",
]

ROOT_URLCONF = "supervision.urls"
WSGI_APPLICATION = "supervision.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "supervision.navigation.navigation",
            ],
        },
    }
]

CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "reflect"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True  # date and number formats of en-gb
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = os.environ.get("REFLECT_STATIC_ROOT", str(BASE_DIR / "staticfiles"))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # nothing is uploaded
    "staticfiles": {"BACKEND": "supervision.static_storage.HashedStaticFiles"},
}

# --- The database, and what is kept in it ------------------------------------------------------------------------


def database(url: str) -> dict[str, Any]:
    """A connection kept for a minute and checked before use: three times the requests of one made anew each time.

    `?host=/socket/directory&port=5432` becomes Django's own HOST and PORT, so that every command sees them.
    """
    found: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
    options = found.setdefault("OPTIONS", {})
    for name in ("host", "port"):
        if name in options:
            found[name.upper()] = options.pop(name)
    return found


DATABASES = {
    "default": database(needed("REFLECT_DATABASE_URL", "postgresql://reflect_app:<password>@host:5432/reflect"))
}
if DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql":
    raise ImproperlyConfigured("REFLECT_DATABASE_URL has to name a PostgreSQL database: postgresql://user@host/name.")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The limits on signing in count in here. The broker may be down, and each web process has a memory of its own.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "django_cache"}}

SESSION_ENGINE = "django.contrib.sessions.backends.db"  # a signed cookie could not be revoked
SESSION_COOKIE_AGE = 12 * 60 * 60  # seconds; accounts.middleware ends an idle one much sooner

# --- Signing in --------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["accounts.backends.Backend"]
PASSWORD_HASHERS = [f"django.contrib.auth.hashers.{name}PasswordHasher" for name in ("Argon2", "PBKDF2")]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # people come by invitation: the link in it proved the address
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
# The limits per account keep guessing slow. Those per address are high, because an office shares one address.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "100/m/ip,5/300s/key",
    "reset_password": "60/m/ip,5/m/key",
    "reset_password_from_key": "60/m/ip",
}
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES

# --- What a browser is told --------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: [] for feature in ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "supervision.carrying.csrf_failure"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
if PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- Mail --------------------------------------------------------------------------------------------------------


def mail(url: str) -> dict[str, Any]:
    """Django's mail settings from smtp://, smtps:// (TLS from the start) or file:///directory."""
    parts = urlsplit(url)
    if parts.scheme == "file":
        return {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend", "EMAIL_FILE_PATH": parts.path}
    if parts.scheme not in ("smtp", "smtps"):
        raise ImproperlyConfigured("REFLECT_MAIL_URL has to begin with smtp://, smtps:// or file:///.")
    return {
        "EMAIL_BACKEND": "supervision.outbox.smtp.Backend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and parse_qs(parts.query).get("tls", ["1"]) == ["1"],
        "EMAIL_TIMEOUT": 10,  # seconds; a mail server that hangs must not hold the worker
    }


vars().update(mail(needed("REFLECT_MAIL_URL", "smtp://user:<password>@mail.example.org:587")))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("REFLECT_MAIL_FROM", f"Reflect <reflect@{ALLOWED_HOSTS[0]}>")

# --- Background work ---------------------------------------------------------------------------------------------

CELERY_BROKER_URL = needed("REFLECT_BROKER_URL", "redis://host:6379/0")
CELERY_TIMEZONE = "UTC"  # a schedule in London time skips the hour that October repeats
CELERY_ENABLE_UTC = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True  # the state of a job lives in its own row
CELERY_TASK_DEFAULT_QUEUE = "reflect"
CELERY_TASK_ACKS_LATE = CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_SOFT_TIME_LIMIT, CELERY_TASK_TIME_LIMIT = 240, 300  # seconds
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 30  # seconds
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,  # seconds; above the longest task, or it would be run twice
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "socket_timeout": 2,
    "socket_connect_timeout": 2,
    "max_retries": 1,
}
# A tick that waited longer than this is not worth running: the next one finds the same rows.
CELERY_BEAT_SCHEDULE = {
    "send_waiting": {"task": "supervision.outbox.tasks.send_waiting", "schedule": 5.0, "options": {"expires": 5}},
    "make_reports": {"task": "supervision.reports.tasks.make_reports", "schedule": 5.0, "options": {"expires": 5}},
    "tick": {"task": "supervision.reminders.tasks.tick", "schedule": 60.0, "options": {"expires": 60}},
}

# --- The log: to stderr; never the body of a request -------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "django.server": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
    },
}
