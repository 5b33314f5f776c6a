"""Runs Rasa's server, and ends with the program that started it, even if that was killed."""

import os
import sys
import threading
import time
from contextlib import AbstractAsyncContextManager, nullcontext
from typing import Any

_LOOK_SECONDS = 1.0
_IDLE_SECONDS = 3.0
_LIBRARIES_OF_MATRICES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def end_with_parent(parent: int) -> None:
    """Ends this process once its parent is another one: the starter is gone."""
    while os.getppid() == parent:
        time.sleep(_LOOK_SECONDS)
    os._exit(0)


def main() -> None:
    """`python -m nlu.serve ARGUMENTS`: the arguments of `rasa run`; the token comes from `RASA_TOKEN`.

    The bot needs no more than its own channel (nlu/channel.py). Whoever adds `--enable-api` gets an API that
    asks for a signed JWT in a header. A token among the arguments could be read in the list of processes.
    """
    if not os.environ.get("RASA_TOKEN"):
        sys.exit("RASA_TOKEN is missing: Rasa's only door answers nobody without it.")
    threading.Thread(target=end_with_parent, args=(os.getppid(),), daemon=True).start()
    keep_to_one_thread()
    sys.argv = ["rasa", *write_arguments(sys.argv[1:], os.environ["RASA_TOKEN"])]
    from rasa.__main__ import main as run_rasa

    check_answers_by_one_validator()
    keep_connections_to_handlers()
    run_rasa()


def keep_to_one_thread() -> None:
    """Spares the other processors: for the small matrices of one message a second thread only spins and waits.

    Must come before anything loads numpy. Whoever sets the variables keeps their own numbers.
    """
    for name in _LIBRARIES_OF_MATRICES:
        os.environ.setdefault(name, "1")


def check_answers_by_one_validator() -> None:
    """Spares most of a turn's time: Rasa checks the very schema of handlers' answers at each call, not only the answer."""
    from jsonschema.validators import validator_for
    from rasa.core.actions.action import RemoteAction

    schema = RemoteAction.action_response_format_spec()
    kind = validator_for(schema)
    kind.check_schema(schema)
    validator = kind(schema)

    def validate(_action: object, answer: dict[str, Any]) -> bool:
        validator.validate(answer)
        return True

    RemoteAction._validate_action_result = validate


def keep_connections_to_handlers() -> None:
    """Spares a connection for each message: Rasa opens one, and closes it, at every call of the handlers.

    They are let go before the handlers' server, which waits for five seconds, closes them.
    """
    from aiohttp import BasicAuth, ClientSession, ClientTimeout, TCPConnector
    from rasa.utils.endpoints import DEFAULT_REQUEST_TIMEOUT, EndpointConfig

    def find_session(endpoint: Any) -> AbstractAsyncContextManager[Any]:
        if not hasattr(endpoint, "kept_session"):
            endpoint.kept_session = ClientSession(
                headers=endpoint.headers,
                auth=BasicAuth(**endpoint.basic_auth) if endpoint.basic_auth else None,
                timeout=ClientTimeout(total=DEFAULT_REQUEST_TIMEOUT),
                connector=TCPConnector(limit=0, keepalive_timeout=_IDLE_SECONDS),
            )
        return nullcontext(endpoint.kept_session)

    EndpointConfig.session = find_session


def write_arguments(arguments: list[str], token: str) -> list[str]:
    """Rasa's command line; a token may begin with a dash, so it must not stand as a word of its own."""
    return ["run", *arguments, f"--jwt-secret={token}"]


if __name__ == "__main__":
    main()
