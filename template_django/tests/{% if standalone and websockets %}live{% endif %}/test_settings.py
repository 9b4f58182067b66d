import pytest
from django.core.exceptions import ImproperlyConfigured

from config.settings.live import read_origins


def test_reads_the_sites_whose_pages_may_open_a_socket() -> None:
    assert read_origins("") == frozenset()
    assert read_origins("https://a.example, http://b.example:8080") == {"https://a.example", "http://b.example:8080"}


@pytest.mark.parametrize("value", ["*", "a.example", "https://a.example/", "https://a.example/x"])
def test_what_is_no_site_is_refused(value: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="ALLOWED_ORIGINS"):
        read_origins(value)
