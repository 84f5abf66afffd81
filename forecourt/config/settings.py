"""All settings; what differs between machines comes from the environment."""

from __future__ import annotations

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from forecourt.config.database import database
from forecourt.config.environment import secret, switch, text

PROJECT = Path(__file__).resolve().parents[2]
STATE = Path(text("FORECOURT_STATE", str(PROJECT / "var")))  # data of this installation

PRACTICE = switch("PRACTICE", default=True)  # a practice store: movable clock, message outbox shown
DEBUG = False
SECRET_KEY = secret("SECRET_KEY", STATE / "secret-key")
ALLOWED_HOSTS = text("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in text("TRUSTED_ORIGINS", "").split(",") if origin]
HTTPS = switch("HTTPS", default=False)  # a proxy in front speaks TLS

ROOMS = (  # from the ground up
    "kernel",
    "ui",
    "store",
    "catalog",
    "customers",
    "vehicles",
    "finance",
    "parts",
    "leads",
    "workshop",
    "service",
    "sales",
    "followups",
    "desk",
    "boards",
    "portal",
    "bridge",
    "demo",
)
INSTALLED_APPS = [
    *(f"forecourt.{room}" for room in ROOMS),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "procrastinate.contrib.django",
    "django_htmx",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "forecourt.kernel.http.Headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "forecourt.kernel.http.WhoIsIt",
    "forecourt.kernel.http.Refusals",
]

ROOT_URLCONF = "forecourt.config.urls"
WIRING = "forecourt.config.wiring.LISTENERS"
RECOGNISERS = (  # address prefix -> who reads the cookie there; the first that fits
    ("/my/", "forecourt.portal.queries.entry.recognise"),
    ("/boards/", "forecourt.store.queries.recognise_device"),
    ("", "forecourt.store.queries.recognise"),
)
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"  # what a room does by schedule
NAVIGATION = "forecourt.config.navigation.MODULES"
WSGI_APPLICATION = "forecourt.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "forecourt.ui.context.frame",
            ],
        },
    },
]

DATABASES = {"default": database(text("DATABASE_URL", ""), state=STATE)}
NUMBERS_APART = True  # see kernel.numbering; not in tests that undo all they did
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEST_RUNNER = "django.test.runner.DiscoverRunner"

AUTH_USER_MODEL = "store.Account"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "store:login"
LOGIN_REDIRECT_URL = "/"
SESSION_ENGINE = "forecourt.store.sessions"
SESSION_COOKIE_AGE = 12 * 3600  # absolute limit in seconds; the idle limit is a rule of the store
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "forecourt.kernel.http.csrf_failure"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "object-src": [NONE],
    },
}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "language"
LOCALE_PATHS = [PROJECT / "forecourt" / "config" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = STATE / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "forecourt.config.static.StaticFiles"},
}
MEDIA_ROOT = STATE / "media"
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
