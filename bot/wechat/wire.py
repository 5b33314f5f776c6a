"""One HTTP call to WeChat over wechatpy's client, with its own token fetching and retrying shut off."""

from typing import Any

import requests
from wechatpy.client import WeChatClient  # type: ignore[import-untyped]
from wechatpy.exceptions import WeChatClientException  # type: ignore[import-untyped]

from bot.errors import TransportError
from bot.wechat.faults import network_fault, read_answer, refusal

Timeout = tuple[float, float]


class _Client(WeChatClient):  # type: ignore[misc]
    """wechatpy refreshes a refused token without end, from a fixed address, and without a timeout."""

    def fetch_access_token(self) -> None:
        raise AssertionError("tokens come from bot.wechat.tokens")


class Wire:
    """Posts JSON as raw UTF-8 below `api_base`; blocks, and raises nothing but TransportError."""

    def __init__(self, app_id: str, api_base: str, timeout: Timeout) -> None:
        self._client = _Client(app_id, secret="", timeout=timeout, auto_retry=False)
        self._base = f"{api_base.rstrip('/')}/cgi-bin/"

    def post(self, path: str, body: dict[str, Any], access_token: str | None = None) -> dict[str, Any]:
        """One POST, never repeated; `path` is what follows /cgi-bin/."""
        # An empty dictionary would make wechatpy add a token of its own.
        params: Any = {"access_token": access_token} if access_token else ""
        fault: TransportError
        try:
            return read_answer(self._client.post(self._base + path, params=params, data=body))
        except WeChatClientException as refused:
            fault = _refused(refused)
        except requests.RequestException as broken:
            fault = network_fault(broken)
        except ValueError:
            fault = TransportError("WeChat's errcode is no number", outcome_unknown=True)
        # Raised out here so that no context hangs on it: the context's text holds the token.
        raise fault

    def close(self) -> None:
        """Closes the connections."""
        self._client._http.close()


def _refused(fault: WeChatClientException) -> TransportError:
    """An errcode, or an HTTP status of whatever stands between us and WeChat."""
    if fault.errcode is not None:
        return refusal(int(fault.errcode))
    status = getattr(fault.response, "status_code", 0)
    return TransportError(f"HTTP status {status} in place of WeChat's answer", outcome_unknown=status >= 500)
