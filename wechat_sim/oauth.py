"""Sends a browser back with a code, and tells once whose code it was."""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode, urlsplit

from wechat_sim.account import Account
from wechat_sim.refusals import Body, Refused

# A code counts once and for five minutes; a state is letters and digits, 128 bytes at most.
_LIFE = timedelta(minutes=5)
_STATE = re.compile(r"[a-zA-Z0-9]{0,128}")
# The order of the parameters matters.
_ORDER = ["appid", "redirect_uri", "response_type", "scope", "state"]


@dataclass
class _Code:
    openid: str
    until: datetime
    is_snapshot: bool
    used: bool = False


class OAuthDesk:
    """Sign-ins of one account. `domains` are its 网页授权域名, empty for any; `snapshot` plays a snapshot page."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._codes: dict[str, _Code] = {}
        self.domains: set[str] = set()
        self.snapshot = False

    def authorize(self, query: list[tuple[str, str]], openid: str, now: datetime) -> str:
        """Where the browser goes next; raises ValueError with what WeChat's page would say."""
        values = dict(query)
        if [name for name, _ in query if name in _ORDER] != _ORDER or values["response_type"] != "code":
            raise ValueError("请求参数错误")
        if values["appid"] != self._account.app_id:
            raise ValueError("AppID 参数错误")
        host = urlsplit(values["redirect_uri"]).hostname
        # The host must equal a 网页授权域名.
        if not host or (self.domains and host not in self.domains):
            raise ValueError("redirect_uri 域名与后台配置不一致，错误码:10003")
        if values["scope"] not in ("snsapi_base", "snsapi_userinfo"):
            raise ValueError("Scope 参数错误或没有 Scope 权限")
        if not _STATE.fullmatch(values["state"]):
            raise ValueError("state 参数错误")
        code = self.issue(openid, now)
        joint = "&" if urlsplit(values["redirect_uri"]).query else "?"
        return f"{values['redirect_uri']}{joint}{urlencode({'code': code, 'state': values['state']})}"

    def issue(self, openid: str, now: datetime) -> str:
        """A code for this follower."""
        code = secrets.token_hex(16)
        self._codes[code] = _Code(openid, now + _LIFE, self.snapshot)
        return code

    def exchange(self, query: dict[str, str], now: datetime) -> Body:
        """/sns/oauth2/access_token"""
        if query.get("appid") != self._account.app_id:
            raise Refused(40013)
        if query.get("secret") != self._account.secret:
            raise Refused(40125)
        if query.get("grant_type") != "authorization_code":
            raise Refused(40002)
        if not query.get("code"):
            raise Refused(41008)
        found = self._codes.get(query["code"])
        if found is None or now >= found.until:
            raise Refused(40029)
        if found.used:
            raise Refused(40163)
        found.used = True
        # This token is not the API's.
        token = {"access_token": secrets.token_urlsafe(60), "refresh_token": secrets.token_urlsafe(60)}
        snapshot = {"is_snapshotuser": 1} if found.is_snapshot else {}
        return token | {"expires_in": 7200, "openid": found.openid, "scope": "snsapi_base"} | snapshot
