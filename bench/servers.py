"""The bot and the two Rasas that are measured: as shipped, and as Rasa comes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.processes import ROOT, BotServer, find_free_port, run_bot, run_process
from tests.wechat_account import ACCOUNT_SETTINGS

RASA_TOKEN = "bench-rasa"
ACTIONS_TOKEN = "bench-actions"
# Rasa's own defaults: the whole domain with every action call, and a memory without bounds.
AS_RASA_COMES = """
action_endpoint:
  url: ${ACTIONS_URL}
  token: ${ACTIONS_TOKEN}
"""


@dataclass(frozen=True)
class Measured:
    """A bot and the Rasa behind it."""

    bot: BotServer
    rasa_url: str


@contextmanager
def run_measured(folder: Path, endpoints: Path) -> Iterator[Measured]:
    """A bot with a Rasa of its own that was started with `endpoints`."""
    rasa_port, bot_port = find_free_port(), find_free_port()
    tokens = {"RASA_TOKEN": RASA_TOKEN, "ACTIONS_TOKEN": ACTIONS_TOKEN}
    environment = {
        **tokens,
        "ACTIONS_URL": f"http://127.0.0.1:{bot_port}/actions/webhook",
        "RASA_TELEMETRY_ENABLED": "false",
        "LOG_LEVEL": "ERROR",
    }
    command = [str(ROOT / "nlu" / ".venv" / "bin" / "python"), "-m", "nlu.serve", "--enable-api"]
    command += ["--interface", "127.0.0.1", "--port", str(rasa_port), "--endpoints", str(endpoints)]
    command += ["--model", str(ROOT / "var" / "models" / "huzhu.tar.gz"), "--credentials", "credentials.yml"]
    rasa_url = f"http://127.0.0.1:{rasa_port}"
    settings = {**ACCOUNT_SETTINGS, **tokens, "RASA_URL": rasa_url, "PORT": str(bot_port)}
    with run_process(command, folder / "rasa.log", environment), run_bot(folder, settings) as bot:
        yield Measured(bot, rasa_url)
