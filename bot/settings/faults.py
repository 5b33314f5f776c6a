"""What is wrong with settings that are each well formed: what is missing, too weak, or does not go together."""

import base64
import re
from collections.abc import Callable, Iterator
from ipaddress import ip_network
from typing import Literal
from urllib.parse import urlsplit

from cryptography.fernet import Fernet
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from bot.settings.values import Settings

_SHORTEST_SECRET = 16
_AES_KEY_LENGTH = 43
_THIS_MACHINE = ("127.0.0.1", "::1", "localhost")
_DATABASES = ("sqlite+aiosqlite", "postgresql+psycopg")
_THIS_MACHINE = ("127.0.0.1", "::1", "localhost")
_MAKE = "`python -m bot keys new` makes what is missing"


Part = Literal["bot", "handlers", "worker", "migration"]


def find_faults(settings: Settings, part: Part = "bot") -> list[str]:
    """All that concern this part, in words; no word holds any part of a value that may be secret."""
    faults = list(_find_address_faults(settings))
    if part != "worker":
        faults += _find_key_faults(settings)
        faults += _find_source_faults(settings)
    if part in ("bot", "handlers"):
        faults += _find_weakness("ACTIONS_TOKEN", settings.actions_token.get_secret_value())
    if part == "bot":
        faults += _find_weakness("RASA_TOKEN", settings.rasa_token.get_secret_value())
        if metrics := settings.metrics_token.get_secret_value():
            faults += _find_weakness("METRICS_TOKEN", metrics)
        faults += _find_contradictions(settings)
        faults += _find_outbox_faults(settings)
    if part in ("bot", "worker"):
        faults += _find_wechat_faults(settings)
    return faults


def _find_key_faults(settings: Settings) -> Iterator[str]:
    sealing = settings.claims_encryption_key.get_secret_value()
    if not sealing:
        yield f"CLAIMS_ENCRYPTION_KEY is missing; {_MAKE}."
    elif not all(_is_fernet_key(key) for key in sealing.split(",")):
        yield (
            "CLAIMS_ENCRYPTION_KEY must be Fernet keys (44 signs each), newest first and separated by commas; "
            f"{_MAKE}."
        )
    yield from _find_weakness("CLAIMS_HASH_KEY", settings.claims_hash_key.get_secret_value(), in_header=False)


def _find_weakness(
    name: str, secret: str, *, in_header: bool = True, made_here: bool = True
) -> Iterator[str]:
    if not secret:
        yield f"{name} is missing; {_MAKE}." if made_here else f"{name} is missing."
    elif len(secret) < _SHORTEST_SECRET:
        yield f"{name} is too short: it must have at least {_SHORTEST_SECRET} characters that nobody can guess."
    elif len(set(secret)) < _SHORTEST_SECRET // 4:
        yield f"{name} is too simple: anybody could guess it."
    elif in_header and not re.fullmatch(r"[A-Za-z0-9._~+/=-]+", secret):
        yield f"{name} may hold letters, digits and the signs . _ ~ + / = - only: it travels in a header."


def _find_address_faults(settings: Settings) -> Iterator[str]:
    for name in ("PUBLIC_URL", "ACTIONS_URL", "WECHAT_API_BASE"):
        address = getattr(settings, name.lower())
        if address and not _is_web_address(address):
            yield f"{name} must be one address that begins with http:// or https://."
    if _is_web_address(settings.public_url) and not _is_bare(settings.public_url):
        yield (
            "PUBLIC_URL must be scheme, host and port alone, without a path, a user or a question mark: members' links "
            "are put together from it, and lead nowhere below a path."
        )
    if settings.rasa_url and not all(map(_is_web_address, settings.rasa_addresses)):
        yield "RASA_URL must be the address of a Rasa, or several with commas between; each begins with http:// or https://."
    for name in ("DATABASE_URL", "CLAIMS_DATABASE_URL"):
        if not _is_database_address(getattr(settings, name.lower())):
            yield f"{name} must look like postgresql+psycopg://user:password@host/name."
    if not all(map(_is_network, settings.proxies)):
        yield "TRUSTED_PROXIES must be addresses or networks such as 10.0.0.0/8, apart by blanks."
    elif any(ip_network(one).prefixlen == 0 for one in settings.proxies):
        yield "TRUSTED_PROXIES must not be everybody: anybody could then say to come from anywhere, and guess passwords."
    if settings.redis_url and urlsplit(settings.redis_url).scheme not in ("redis", "rediss", "unix"):
        yield "REDIS_URL must look like redis://host:6379/0."


def _find_source_faults(settings: Settings) -> Iterator[str]:
    """A core system gets members' identity numbers: by https, unless it is on this machine."""
    key, address = settings.claims_source_key.get_secret_value(), settings.claims_source_url
    if not address:
        if key:
            yield "CLAIMS_SOURCE_URL is missing: CLAIMS_SOURCE_KEY is for it."
        return
    if not _is_web_address(address) or set("?#@") & set(address):
        yield "CLAIMS_SOURCE_URL must be one address that begins with https://, without a user or a question mark."
    elif urlsplit(address).scheme != "https" and urlsplit(address).hostname not in _THIS_MACHINE:
        yield "CLAIMS_SOURCE_URL must begin with https://: identity numbers travel there."
    yield from _find_weakness("CLAIMS_SOURCE_KEY", key, made_here=False)
    if settings.claims_source_seconds >= settings.engine_timeout_seconds:
        yield "CLAIMS_SOURCE_SECONDS must be below ENGINE_TIMEOUT_SECONDS: what is kept must still be told in time."


def _find_wechat_faults(settings: Settings) -> Iterator[str]:
    """Half a WeChat configuration is refused: the first push would fail where nobody looks."""
    needed = {
        "WECHAT_TOKEN": settings.wechat_token.get_secret_value(),
        "WECHAT_APP_ID": settings.wechat_app_id,
    }
    more = (settings.wechat_app_secret, settings.wechat_encoding_aes_key, settings.wechat_previous_aes_key)
    missing = [name for name, value in needed.items() if not value]
    if missing and (len(missing) < len(needed) or any(one.get_secret_value() for one in more)):
        yield f"WeChat needs {' and '.join(missing)} too."
    for name in ("WECHAT_ENCODING_AES_KEY", "WECHAT_PREVIOUS_AES_KEY"):
        key = getattr(settings, name.lower()).get_secret_value()
        if key and not re.fullmatch(rf"[A-Za-z0-9]{{{_AES_KEY_LENGTH}}}", key):
            yield f"{name} must have {_AES_KEY_LENGTH} letters and digits."


def _find_outbox_faults(settings: Settings) -> Iterator[str]:
    address, secret = settings.outbox_webhook_url, settings.outbox_webhook_secret.get_secret_value()
    if not address:
        return
    if not _is_web_address(address) or "@" in urlsplit(address).netloc:
        yield "OUTBOX_WEBHOOK_URL must be one address that begins with https://, without a user in it."
    elif not (address.startswith("https://") or urlsplit(address).hostname in _THIS_MACHINE):
        yield "OUTBOX_WEBHOOK_URL must begin with https://: identity numbers go there. Only on this machine http:// does."
    if not all(_is_webhook_key(one.strip()) for one in secret.split(",")):
        yield (
            "OUTBOX_WEBHOOK_SECRET must be `whsec_` and base64 of 24 to 64 bytes, newest first and separated by commas; "
            "`python -m bot outbox new-key` makes one."
        )


def _is_read(read: Callable[..., object], *written: str) -> bool:
    try:
        read(*written)
    except ValueError:
        return False
    return True


def _find_contradictions(settings: Settings) -> Iterator[str]:
    if 0 < settings.outreach_per_day < settings.outreach_kept_for_service:
        yield "OUTREACH_KEPT_FOR_SERVICE must not be above OUTREACH_PER_DAY: no campaign could ever be sent."
    if settings.engine_timeout_seconds >= settings.reply_budget_seconds:
        yield "ENGINE_TIMEOUT_SECONDS must be below REPLY_BUDGET_SECONDS: an apology must still fit in."
    if settings.rasa_port == settings.port and not settings.rasa_url:
        yield "RASA_PORT must be another port than PORT, or be left out: then a free one is taken."


def _is_fernet_key(key: str) -> bool:
    return _is_read(Fernet, key.strip())


def _is_webhook_key(written: str) -> bool:
    """`whsec_` and base64 of 24 to 64 bytes, as whoever signs reads it."""
    if not re.fullmatch(r"whsec_[A-Za-z0-9+/]{32,86}={0,2}", written):
        return False
    return _is_read(base64.b64decode, written.removeprefix("whsec_"))


def _is_network(written: str) -> bool:
    return _is_read(ip_network, written)


def _is_web_address(address: str) -> bool:
    if not re.fullmatch(r"[^\s,;|]+", address):
        return False
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _is_bare(address: str) -> bool:
    parts = urlsplit(address)
    return "@" not in parts.netloc and parts.path in ("", "/") and not set("?#") & set(address)


def _is_database_address(address: str) -> bool:
    try:
        return not address or make_url(address).drivername in _DATABASES
    except (ArgumentError, ValueError):
        return False
