"""Secrets, hosts, cookies, transport and passwords."""

from config.settings.environment import PRODUCTION, required_in_production

SECRET_KEY = required_in_production("SECRET_KEY", development="only-for-development")
ALLOWED_HOSTS = [
    name.strip() for name in required_in_production("ALLOWED_HOSTS", development="localhost,127.0.0.1,[::1]").split(",")
]

# TLS ends at a proxy that sets this header itself; without such a proxy the server must not be reachable.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = ["^healthz$", "^readyz$"]  # probes come from inside, over HTTP
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
# To be preloaded by browsers is a promise for the whole domain, which is its owner's to make.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SESSION_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_SECURE = PRODUCTION

PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
