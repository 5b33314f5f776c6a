"""Turns failures of a call to WeChat into TransportError, without addresses, tokens or secrets."""

import re

import aiohttp

from bot.errors import TransportError
from bot.kernel.conversation.refusals import SendRefusal
from bot.wechat.account.error_codes import HOPELESS, find_error_code

# The only parts of an errmsg that are kept: WeChat's number of the request (its console finds the request
# by it), the template's field at fault, and this server's own address where it is not on the whitelist.
_REQUEST = re.compile(r"\brid: ?([0-9A-Za-z-]{4,64})")
_FIELD = re.compile(r"\bdata\.([a-z_]{1,32}[0-9]{0,3})\.value")
_OWN_ADDRESS = re.compile(r"\binvalid ip ([0-9A-Fa-f.:]{3,45})")

_UNMADE = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.ClientHttpProxyError)


class AnswerTooLarge(TransportError):
    """WeChat's answer, a file above all, is over the cap; it stays so, and what was sent may have arrived."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"WeChat's answer is over {limit} bytes", permanent=True, outcome_unknown=True)


def refusal(errcode: int, errmsg: object = "") -> TransportError:
    """WeChat said no. Of its own errmsg only harmless parts are kept: it may name people and addresses."""
    known = find_error_code(errcode)
    return TransportError(
        " ".join([known.advice, *_harmless_parts(errcode, str(errmsg))]),
        refusal=SendRefusal(known.reason, errcode),
        permanent=known.kind in HOPELESS,
    )


def refused_status(status: int) -> TransportError:
    """An HTTP status of whatever stands between us and WeChat; but for a 4xx it may have passed the call on before."""
    return TransportError(
        f"HTTP status {status} in place of WeChat's answer", outcome_unknown=not 400 <= status < 500
    )


def network_fault(fault: Exception) -> TransportError:
    """No usable answer. Only the kind of fault is kept: its text holds the address with the token.

    Only where no connection was made is it certain that nothing left.
    """
    return TransportError(
        f"no answer from WeChat ({type(fault).__name__})", outcome_unknown=not isinstance(fault, _UNMADE)
    )


def _harmless_parts(errcode: int, errmsg: str) -> list[str]:
    parts = []
    if errcode == 47003 and (field := _FIELD.search(errmsg)):
        parts.append(f"Field: {field[1]}.")
    if errcode == 40164 and (address := _OWN_ADDRESS.search(errmsg)):
        parts.append(f"It is {address[1].rstrip('.:')}.")
    if request := _REQUEST.search(errmsg):
        parts.append(f"(rid {request[1]})")
    return parts
