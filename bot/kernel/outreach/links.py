"""Which web addresses a notice to many may lead to: the centre's own, and nobody else's."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from vocabulary.signs import fold

_TOP = (
    "cn|com|net|org|gov|edu|info|biz|top|xyz|vip|cc|site|online|shop|club|ltd|work|link|live|fun|icu|pro|me|io|co|app"
    "|dev|page|wang|ren|tk|tv|in|ru|uk|us|hk|tw|jp|kr|example|test"
)
_REST = r"[!#-&(-;=?-~]*"
_ADDRESSES = re.compile(
    rf"(?<![a-z0-9+.\-])[a-z][a-z0-9+.\-]*:(?://|\\\\){_REST}"
    rf"|(?<![a-z0-9@._\-])(?:[a-z0-9\-]+\.)+(?:(?:{_TOP})(?![a-z0-9\-])|[a-z]{{2,18}}(?=/)){_REST}"
    rf"|(?<![\d.])(?:\d{{1,3}}\.){{3}}\d{{1,3}}(?=[:/]){_REST}",
    re.IGNORECASE,
)
_CHINESE_DOT = re.compile(r"(?<=[a-z0-9])[。｡](?=[a-z0-9])", re.IGNORECASE)
"""A browser takes it for a dot."""


@dataclass(frozen=True)
class LinkRule:
    """`hosts` are the names that may stand in an address; one that begins with a dot stands for all below it."""

    hosts: frozenset[str]

    def find_foreign(self, text: str) -> str:
        """The first address in a text that leads elsewhere; empty where none does."""
        return next((one for one in _find_addresses(text) if not self.allows(one)), "")

    def find_foreign_in(self, patterns: Mapping[str, str], url: str) -> str:
        """The same for a notice: where it leads to, and what it says."""
        if url and not self.allows(url):
            return url
        return next((found for one in patterns.values() if (found := self.find_foreign(one))), "")

    def allows(self, url: str) -> bool:
        """Whether a phone that opens the address comes to one of the hosts, however the address is written."""
        if re.search(r"[\s\\\x00-\x1f]", url) or url != fold(url):
            return False
        try:
            parts = urlsplit(url if "://" in url else f"https://{url}")
            host = (parts.hostname or "").rstrip(".")
        except ValueError:
            return False
        is_plain = parts.scheme in ("http", "https") and "@" not in parts.netloc
        return is_plain and any(
            host == one.lstrip(".") or (one.startswith(".") and host.endswith(one)) for one in self.hosts
        )


def read_link_rule(base_url: str, written: str) -> LinkRule:
    """Our own host, and those that the operator wrote, apart by blanks or commas."""
    own = urlsplit(base_url).hostname or ""
    named = re.split(r"[\s,]+", written.lower())
    return LinkRule(frozenset(one for one in (own, *named) if one))


def say_foreign(address: str) -> str:
    """In words for staff."""
    return f"“{address[:60]}”不是中心自己的网址，不能写进群发和自动通知。确实要用，请管理员加进 OUTREACH_LINK_HOSTS。"


def _find_addresses(text: str) -> Iterator[str]:
    for found in _ADDRESSES.finditer(_CHINESE_DOT.sub(".", fold(text))):
        yield found[0].rstrip(".,;:!?)")
