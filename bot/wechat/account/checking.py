"""Tells an operator step by step what is right and what is wrong in an account's configuration."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.errors import TransportError
from bot.wechat.account.client import API_BASE, WeChatApi
from bot.wechat.account.menu import Menu, fetch_menu, find_menu_problems
from bot.wechat.events import MENU_QUESTION

_APP_ID = re.compile(r"wx[0-9a-zA-Z]{16}")
_SECRET = re.compile(r"[0-9a-zA-Z]{32}")
_TOKEN = re.compile(r"[0-9a-zA-Z]{3,32}")
_AES_KEY = re.compile(r"[0-9a-zA-Z]{43}")
_SEND = "/cgi-bin/message/custom/send"


@dataclass(frozen=True)
class Credentials:
    """The settings to check, as they were given."""

    app_id: str
    secret: str
    token: str
    aes_key: str
    previous_aes_key: str
    public_url: str
    api_base: str = API_BASE

    def __repr__(self) -> str:
        return f"Credentials(app_id={self.app_id!r})"


@dataclass(frozen=True)
class CheckStep:
    """One thing that was looked at: `found` says how it is, `advice` what to do, empty where all is well."""

    name: str
    ok: bool
    found: str
    advice: str = ""


async def check_account(credentials: Credentials, api: WeChatApi, menu: Menu) -> tuple[CheckStep, ...]:
    """All steps; without a token the later ones are left out, for all would fail for the same reason."""
    settings = check_settings(credentials)
    token = await _try("access token", lambda: _check_token(api))
    if not token.ok:
        return (*settings, token)
    return (
        *settings,
        token,
        await _try("callback addresses", lambda: _check_callback_addresses(api)),
        await _try("quota", lambda: _check_quota(api)),
        await _try("menu", lambda: _check_menu(api, menu)),
    )


def check_settings(credentials: Credentials) -> tuple[CheckStep, ...]:
    """Whether each setting is there and well formed, without asking anybody."""
    return (
        _check_form("WECHAT_APP_ID", credentials.app_id, _APP_ID, "wx and 16 letters or digits"),
        _check_form("WECHAT_APP_SECRET", credentials.secret, _SECRET, "32 letters or digits"),
        _check_form("WECHAT_TOKEN", credentials.token, _TOKEN, "3 to 32 letters or digits"),
        *_check_keys(credentials),
        _check_public_url(credentials.public_url),
        _check_api_base(credentials.api_base),
    )


def _check_form(name: str, value: str, form: re.Pattern[str], words: str) -> CheckStep:
    if not value:
        return CheckStep(name, False, "missing", f"Copy it from WeChat's console: {words}.")
    if value != value.strip():
        return CheckStep(name, False, "has spaces around it", "Take the spaces away.")
    if not form.fullmatch(value):
        return CheckStep(name, False, "has another form than WeChat's", f"It is {words}: copy it again.")
    return CheckStep(name, True, "well formed")


def _check_keys(credentials: Credentials) -> tuple[CheckStep, ...]:
    name, words = "WECHAT_ENCODING_AES_KEY", "43 letters or digits"
    if not credentials.aes_key:
        advice = "Choose safe mode (安全模式) in WeChat's console and copy its EncodingAESKey here."
        return (CheckStep(name, False, "missing: messages would come unencrypted", advice),)
    steps = [_check_form(name, credentials.aes_key, _AES_KEY, words)]
    if credentials.previous_aes_key:
        name = "WECHAT_PREVIOUS_AES_KEY"
        steps.append(_check_form(name, credentials.previous_aes_key, _AES_KEY, words))
        if credentials.previous_aes_key == credentials.aes_key:
            steps[-1] = CheckStep(
                name, False, "is the current key", "Put the key from before the change here."
            )
    return tuple(steps)


def _check_public_url(url: str) -> CheckStep:
    name = "PUBLIC_URL"
    if not url:
        return CheckStep(name, False, "missing", "Set the address that members' phones and WeChat can reach.")
    parts = urlsplit(url)
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        port = 0
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return CheckStep(name, False, "is no web address", "It begins with https:// and names a host.")
    if parts.hostname in ("localhost", "127.0.0.1", "::1"):
        return CheckStep(name, False, "is this machine's own", "Set the address that WeChat can reach.")
    if port != (443 if parts.scheme == "https" else 80):
        return CheckStep(
            name, False, "has a port of its own", "WeChat pushes to https on 443 or http on 80 only."
        )
    if parts.scheme == "http":
        return CheckStep(name, False, "is not encrypted", "Members type personal data there: use https.")
    return CheckStep(name, True, f"put {url.rstrip('/')}/wechat into WeChat's console")


def _check_api_base(base: str) -> CheckStep:
    if base == API_BASE:
        return CheckStep("WECHAT_API_BASE", True, "WeChat's own")
    advice = "Right for a stand-in or a proxy of yours only; else leave the setting out."
    return CheckStep("WECHAT_API_BASE", False, "is not WeChat's address", advice)


async def _try(name: str, check: Callable[[], Awaitable[CheckStep]]) -> CheckStep:
    try:
        return await check()
    except TransportError as fault:
        number = f"errcode {fault.errcode}" if fault.errcode else "no answer that is WeChat's"
        return CheckStep(name, False, number, _advise(fault))


def _advise(fault: TransportError) -> str:
    if fault.errcode:
        return fault.detail
    return f"{fault.detail}. Look whether this server reaches WeChat at all: firewall, DNS, proxy, clock."


async def _check_token(api: WeChatApi) -> CheckStep:
    await api.find_token()
    return CheckStep("access token", True, "WeChat gives one")


async def _check_callback_addresses(api: WeChatApi) -> CheckStep:
    name = "callback addresses"
    addresses = (await api.client.get("getcallbackip")).get("ip_list")
    if not (isinstance(addresses, list) and addresses):
        return CheckStep(
            name, False, "WeChat names none", "Ask again later; do not filter pushes by address."
        )
    return CheckStep(
        name, True, f"{len(addresses)}; a firewall must let them in: {', '.join(map(str, addresses[:3]))} …"
    )


async def _check_quota(api: WeChatApi) -> CheckStep:
    answer = await api.client.post("openapi/quota/get", data={"cgi_path": _SEND})
    quota = answer.get("quota")
    if not isinstance(quota, dict) or not all(
        isinstance(quota.get(key), int) for key in ("daily_limit", "used")
    ):
        return CheckStep(
            "quota", False, "WeChat does not say", "Look at the interface permissions in the console."
        )
    limit, used = quota["daily_limit"], quota["used"]
    found = f"{used} of {limit} customer-service messages used today"
    if limit <= 0:
        return CheckStep(
            "quota", False, found, "The account may not send any: is it a verified service account?"
        )
    if used >= limit * 0.9:
        return CheckStep(
            "quota", False, found, "Nearly used up: wait for midnight or clear it in the console."
        )
    return CheckStep("quota", True, found)


async def _check_menu(api: WeChatApi, wanted: Menu) -> CheckStep:
    problems = find_menu_problems(wanted)
    if problems:
        return CheckStep("menu", False, problems[0], "Put the menu's file right.")
    there = await fetch_menu(api)
    if there == wanted:
        return CheckStep("menu", True, "the account's menu is the file's")
    advice = "Push the file's menu: python -m bot wechat menu push."
    if not there:
        return CheckStep("menu", False, "the account has none", advice)
    clicks = [one for button in there for one in (button, *button.entries) if one.type == "click"]
    dead = [one.name for one in clicks if not one.values.get("key", "").startswith(MENU_QUESTION)]
    names = f"; the bot knows no answer to {'、'.join(dead)}" if dead else ""
    return CheckStep("menu", False, f"the account's menu is not the file's{names}", advice)
