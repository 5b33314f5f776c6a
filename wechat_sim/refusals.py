"""WeChat's refusals: their numbers and their real texts."""

import secrets
from typing import Any

Body = dict[str, Any]

# The words are those that WeChat answers with; those of numbers never seen are from its list of return codes.
ERROR_TEXTS = {
    -1: "system error",
    40001: "invalid credential, access_token is invalid or not latest",
    40002: "invalid grant_type",
    40003: "invalid openid",
    40004: "invalid media type",
    40005: "invalid file type",
    40006: "invalid meida size",
    40007: "invalid media_id",
    40008: "invalid message type",
    40013: "invalid appid",
    40014: "invalid access_token",
    40015: "invalid button type",
    40016: "invalid button size",
    40018: "invalid button name size",
    40019: "invalid button key size",
    40020: "invalid button url size",
    40023: "invalid sub button size",
    40024: "invalid sub button type",
    40025: "invalid sub button name size",
    40026: "invalid sub button key size",
    40027: "invalid sub button url size",
    40029: "invalid code",
    40037: "invalid template_id",
    40053: "invalid action info",
    40125: "invalid appsecret",
    40163: "code been used",
    40164: "invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist",
    40243: "AppSecret is frozen",
    41001: "access_token missing",
    41002: "appid missing",
    41004: "appsecret missing",
    41005: "media data missing",
    41006: "media_id missing",
    41008: "missing code",
    42001: "access_token expired",
    43002: "require POST method",
    43004: "require subscribe",
    43101: "user refuse to accept the msg",
    45002: "content size out of limit",
    45008: "article size out of limit",
    45009: "reach max api daily quota limit",
    45011: "api minute-quota reach limit, must slower, retry next minute",
    45015: "response out of time limit or subscription is canceled",
    45047: "out of response count limit",
    45080: "out of typing time limit",
    45081: "typing is already shown",
    46003: "menu no exist",
    47001: "data format error",
    47003: "argument invalid!",
    48001: "api unauthorized",
    48004: "api forbidden for irregularities, view detail on mp.weixin.qq.com",
    48006: "forbid to clear quota because of reaching the limit",
    89503: "this ip calling requires administrator confirmation",
}


class Refused(Exception):
    """A call that WeChat says no to; `detail` follows the usual text."""

    def __init__(self, errcode: int, detail: str = "") -> None:
        super().__init__(errcode, detail)
        self.errcode, self.detail = errcode, detail


def write_refusal(errcode: int, detail: str = "") -> Body:
    """Every errmsg ends with the request's id."""
    words = " ".join(word for word in (ERROR_TEXTS.get(errcode, "unknown"), detail) if word)
    return {"errcode": errcode, "errmsg": f"{words} rid: {write_request_id()}"}


def write_request_id() -> str:
    """Three groups, as in 6123abcd-0a1b2c3d-4e5f6071."""
    return "-".join(secrets.token_hex(4) for _ in range(3))


OK: Body = {"errcode": 0, "errmsg": "ok"}
