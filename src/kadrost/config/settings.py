"""Settings: everything that differs between places comes from `KADROST_*` of the environment (docs/settings.md)."""

from __future__ import annotations

import sys
from pathlib import Path

from kadrost.config.database import database_from
from kadrost.config.environment import (
    make_private_folder,
    read_choice,
    read_flag,
    read_integer,
    read_list,
    read_secret,
    read_text,
    read_zone,
    require_proxy_for_https,
)
from kadrost.config.logs import logging_to_stderr
from kadrost.config.mail import mail_from, site_url_from
from kadrost.config.secret_key import find_secret_key
from kadrost.config.security import CONTENT_POLICY
from kadrost.config.sign_in import read_provider

MEGABYTE = 1024 * 1024
TESTING = "pytest" in sys.modules

VAR_DIR = Path(read_text("KADROST_VAR", "var")).absolute()
DEBUG = read_flag("KADROST_DEBUG")
database_url = read_secret("KADROST_DATABASE_URL")
EMBEDDED = not database_url
if EMBEDDED:
    make_private_folder("KADROST_VAR", VAR_DIR)
SECRET_KEY = find_secret_key(VAR_DIR, embedded=EMBEDDED)

# Where it is reached
ALLOWED_HOSTS = read_list("KADROST_HOSTS", ("localhost", "127.0.0.1", "[::1]"))
CSRF_TRUSTED_ORIGINS = read_list("KADROST_ORIGINS")
HTTPS = read_flag("KADROST_HTTPS")
TRUSTED_PROXIES = read_integer("KADROST_TRUSTED_PROXIES", 0, least=0, most=5)
require_proxy_for_https(https=HTTPS, proxies=TRUSTED_PROXIES)
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {"DIRECTIVES": CONTENT_POLICY}
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = read_integer("KADROST_SESSION_HOURS", 12, least=1, most=720) * 3600
SESSION_IDLE_SECONDS = read_integer("KADROST_IDLE_MINUTES", 120, least=5, most=43_200) * 60
CSRF_FAILURE_VIEW = "kadrost.ui.views.errors.csrf_failure"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "rules",
    "django_tasks",
    "django_tasks_db",
    "kadrost.ui",
    "kadrost.audit",
    "kadrost.jobs",
    "kadrost.accounts",
    "kadrost.region",
    "kadrost.notices",
    "kadrost.roadmaps",
    "kadrost.council",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
]
MIDDLEWARE = [
    "csp.middleware.CSPMiddleware",
    "kadrost.config.security.permissions_policy_middleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "kadrost.config.logs.access_log_middleware",
    "kadrost.ui.preferences.language_middleware",
    "kadrost.ui.views.errors.wrong_method_middleware",
    "kadrost.config.limits.upload_limit_middleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "kadrost.ui.as_of.as_of_middleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kadrost.accounts.presence.presence_middleware",
    "kadrost.accounts.standings.standing_middleware",
    "kadrost.accounts.one_time.one_time_password_middleware",
    "kadrost.accounts.presence.factor_middleware",
    "kadrost.audit.looks.looks_middleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "kadrost.config.urls"
WSGI_APPLICATION = "kadrost.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kadrost.ui.context.page",
            ],
        },
    }
]
FORM_RENDERER = "kadrost.ui.forms.Renderer"

DATABASES = {"default": database_from(database_url, embedded_file=VAR_DIR / "kadrost.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# People
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["rules.permissions.ObjectPermissionBackend", "django.contrib.auth.backends.ModelBackend"]
LOGIN_URL = "accounts-sign-in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "accounts-sign-in"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "kadrost.accounts.password_rules.UnlikeOneself",
        "OPTIONS": {"user_attributes": ("login", "surname", "given_name", "patronymic", "email")},
    },
    {"NAME": "kadrost.accounts.password_rules.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "kadrost.accounts.password_rules.NotCommon"},
    {"NAME": "kadrost.accounts.password_rules.NotDigitsOnly"},
]
# allauth carries the sign-in; counting of attempts, mail and words are ours (kadrost.accounts)
ACCOUNT_ADAPTER = "kadrost.accounts.allauth_adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = False
ACCOUNT_LOGOUT_REDIRECT_URL = LOGOUT_REDIRECT_URL
MFA_ADAPTER = "kadrost.accounts.allauth_adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1
MFA_RATE_LIMITS = False
provider = read_provider()
OIDC_NAME = provider.name
OIDC_CLAIM = provider.claim
OIDC_SCOPE = list(provider.scope)
OIDC_ALLOW_HTTP = provider.allow_http
SOCIALACCOUNT_ADAPTER = "kadrost.accounts.social_adapter.SocialAdapter"
SOCIALACCOUNT_PROVIDERS = provider.for_allauth()
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_STORE_TOKENS = False
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Background work and letters
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
SITE_URL = site_url_from(read_text("KADROST_SITE_URL", "http://localhost:8000"))
mail = mail_from(read_secret("KADROST_EMAIL_URL"))
MAIL_MODE = mail.mode
EMAIL_HOST, EMAIL_PORT = mail.host, mail.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = mail.user, mail.password
EMAIL_USE_TLS, EMAIL_USE_SSL = mail.starttls, mail.tls
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = read_text("KADROST_EMAIL_FROM", "kadrost@localhost")

# Language and time: Russian unless the person chose otherwise; what the browser prefers is not asked
LANGUAGE_CODE = "ru"
LANGUAGES = [("ru", "Русский"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = read_zone("KADROST_TIME_ZONE", "Europe/Moscow")

# Files
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
MEDIA_ROOT = VAR_DIR / "files"
STATIC_FROM = read_choice("KADROST_STATIC", "packages", ("packages", "collected"))
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = STATIC_FROM == "packages"
STORAGES = {
    "default": {"BACKEND": "kadrost.config.storage.WholeFileStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if STATIC_FROM == "collected"
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
UPLOAD_LIMIT = read_integer("KADROST_UPLOAD_MEGABYTES", 50, least=1, most=1024) * MEGABYTE
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * MEGABYTE
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * MEGABYTE
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_PERMISSIONS = 0o640

LOGGING = logging_to_stderr(
    shape=read_choice("KADROST_LOG", "text", ("text", "json")),
    level=read_choice("KADROST_LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR")),
)
