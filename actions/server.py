"""The action endpoint: rasa-sdk's executor behind one ASGI route, mounted in the bot or served alone."""

import hmac
import json
from typing import Any

import structlog
from prometheus_client import Histogram
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from actions.passes import BadPass
from actions.rasa_actions import Handlers, register
from bot.logs import find_place

log = structlog.get_logger(__name__)

CALL_BYTES = Histogram(
    "huzhu_action_call_bytes", "What Rasa posts with one action call.", buckets=[2**n for n in range(10, 21)]
)
SECONDS = Histogram("huzhu_action_seconds", "One handler, from the call to its answer.")

_FAILED: dict[str, Any] = {"events": [], "responses": [{"custom": {"failure": "handler_error"}}]}


def create_action_application(handlers: Handlers, token: str) -> Starlette:
    """`POST /webhook` for Rasa, which shows the token in a header; refuses to be built without one."""
    if not token:
        raise ValueError("ACTIONS_TOKEN is missing: the action endpoint answers from member data")
    executor = ActionExecutor()
    register(executor, handlers)

    async def run_action(request: Request) -> JSONResponse:
        shown = request.headers.get("authorization", "").encode()
        if not hmac.compare_digest(shown, f"Bearer {token}".encode()):
            return JSONResponse({"error": "wrong token", "action_name": ""}, 403)
        body = await request.body()
        CALL_BYTES.observe(len(body))
        with SECONDS.time():
            # No handler reads the domain, and Rasa leaves it out; the executor wants one all the same.
            return await _run(executor, {"domain": {}, **json.loads(body)})

    return Starlette(routes=[Route("/webhook", run_action, methods=["POST"])])


async def _run(executor: ActionExecutor, call: dict[str, Any]) -> JSONResponse:
    """Rasa's own status codes for refusals; a handler's failure is said out loud, so that nobody hears half an answer."""
    name = call.get("next_action", "")
    try:
        result = await executor.run(call)
    except ActionExecutionRejection as refusal:
        return JSONResponse({"error": refusal.message, "action_name": refusal.action_name}, 400)
    except ActionNotFoundException as missing:
        return JSONResponse({"error": missing.message, "action_name": missing.action_name}, 404)
    except BadPass as refusal:
        log.error(
            "pass_refused", code=refusal.code, action=name, reason=refusal.detail, advice=refusal.advice
        )
        return JSONResponse(_FAILED)
    except Exception as fault:
        log.error(
            "handler_failed",
            code="handler_error",
            action=name,
            fault=type(fault).__name__,
            where=find_place(fault),
            advice="The member got an apology and a ticket. Look at the claims database, then at this handler.",
        )
        return JSONResponse(_FAILED)
    return JSONResponse(result.model_dump() if result else {"events": [], "responses": []})
