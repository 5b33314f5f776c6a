"""Reads what WeChat answered: a JSON object, a refusal, or the bytes of a file."""

import codecs
import json
from typing import Any

from bot.errors import TransportError
from bot.wechat.account.faults import refusal


def read_json(content: bytes) -> dict[str, Any] | bytes:
    """WeChat's JSON object, or the bytes of a file; raises TransportError for a refusal."""
    written = content.removeprefix(codecs.BOM_UTF8)
    if written.lstrip()[:1] not in (b"{", b"["):
        return content
    try:
        answer = json.loads(written.decode("utf-8", "replace"), strict=False)
    except (ValueError, RecursionError):
        return content
    answer = read_answer(answer)
    errcode = _find_errcode(answer)
    if errcode is None:
        raise TransportError("WeChat's errcode is no number", outcome_unknown=True)
    if errcode:
        raise refusal(errcode, answer.get("errmsg", ""))
    return answer


def read_answer(answer: Any) -> dict[str, Any]:
    """WeChat's JSON object; raises TransportError for anything else."""
    if not isinstance(answer, dict):
        raise TransportError("what answered does not speak WeChat's JSON", outcome_unknown=True)
    return answer


def _find_errcode(answer: dict[str, Any]) -> int | None:
    """0 where there is none; some interfaces put it into `base_resp`."""
    try:
        return int({**answer, **answer.get("base_resp", {})}.get("errcode", 0))
    except (ValueError, TypeError):
        return None
