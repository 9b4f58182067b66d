"""How passwords are kept."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class PasswordHasher(Argon2PasswordHasher):
    """OWASP's parameters of 19 MiB: Django's 100 MiB are too many for a server that checks several at once.

    Stronger ones are a change here: a hash is renewed when its owner next signs in.
    """

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
