"""Runs Rasa's server, and ends with the program that started it, even if that was killed."""

import os
import sys
import threading
import time
from typing import Any

_LOOK_SECONDS = 1.0


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
    sys.argv = ["rasa", *write_arguments(sys.argv[1:], os.environ["RASA_TOKEN"])]
    from rasa.__main__ import main as run_rasa

    check_answers_by_one_validator()
    run_rasa()


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


def write_arguments(arguments: list[str], token: str) -> list[str]:
    """Rasa's command line; a token may begin with a dash, so it must not stand as a word of its own."""
    return ["run", *arguments, f"--jwt-secret={token}"]


if __name__ == "__main__":
    main()
