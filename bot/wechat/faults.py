"""Turns failures of a call to WeChat into TransportError, without addresses, tokens or secrets."""

from typing import Any

import requests
from urllib3.exceptions import NewConnectionError

from bot.errors import TransportError
from bot.wechat.error_codes import Remedy, find_error_code


def read_answer(answer: Any) -> dict[str, Any]:
    """WeChat's JSON object; raises TransportError for anything else."""
    if not isinstance(answer, dict):
        raise TransportError("what answered does not speak WeChat's JSON", outcome_unknown=True)
    return answer


def refusal(errcode: int) -> TransportError:
    """WeChat said no. Its own errmsg is left out: it may name people and addresses."""
    known = find_error_code(errcode)
    return TransportError(known.advice, errcode=errcode, permanent=known.remedy is Remedy.PERMANENT)


def network_fault(fault: requests.RequestException) -> TransportError:
    """No usable answer. Only the kind of fault is kept: its text holds the address with the token."""
    return TransportError(
        f"no answer from WeChat ({type(fault).__name__})", outcome_unknown=_may_have_arrived(fault)
    )


def _may_have_arrived(fault: requests.RequestException) -> bool:
    """False only where the connection was never made, so that the message cannot have left."""
    if isinstance(fault, requests.ConnectTimeout | requests.exceptions.SSLError):
        return False
    reason = getattr(fault.args[0], "reason", None) if fault.args else None
    return not isinstance(reason, NewConnectionError)
