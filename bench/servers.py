"""The bot and the two Rasas that are measured: as shipped, and as Rasa comes."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from actions.passes import Passes
from tests.processes import ROOT, BotServer, find_free_port, run_bot, run_process
from tests.wechat_account import ACCOUNT_SETTINGS

RASA_TOKEN = "bench-rasa-token-of-this-machine-alone"
ACTIONS_TOKEN = "bench-actions-token-of-this-machine-alone"
# Rasa's own defaults: the whole domain with every action call, and a memory without bounds.
AS_RASA_COMES = """
action_endpoint:
  url: ${ACTIONS_URL}
  headers:
    Authorization: Bearer ${ACTIONS_TOKEN}
"""


@dataclass(frozen=True)
class Measured:
    """A bot and the Rasa behind it."""

    bot: BotServer
    rasa_url: str

    @property
    def passes(self) -> Passes:
        """What signs a message as the bot does."""
        return Passes.from_secret(self.bot.key("CLAIMS_HASH_KEY").encode())


@contextmanager
def rasa_process(
    folder: Path, port: int, actions_port: int, endpoints: Path
) -> Iterator["subprocess.Popen[bytes]"]:
    """A Rasa on `port` whose handlers are on `actions_port`; it may not answer yet."""
    environment = {
        "RASA_TOKEN": RASA_TOKEN,
        "ACTIONS_TOKEN": ACTIONS_TOKEN,
        "ACTIONS_URL": f"http://127.0.0.1:{actions_port}/actions/webhook",
        "RASA_TELEMETRY_ENABLED": "false",
        "LOG_LEVEL": "ERROR",
    }
    command = [str(ROOT / "nlu" / ".venv" / "bin" / "python"), "-m", "nlu.serve"]
    command += ["--interface", "127.0.0.1", "--port", str(port), "--endpoints", str(endpoints)]
    command += ["--model", str(ROOT / "var" / "models" / "huzhu.tar.gz"), "--credentials", "credentials.yml"]
    with run_process(command, folder / "rasa.log", environment) as process:
        yield process


@contextmanager
def run_measured(folder: Path, endpoints: Path) -> Iterator[Measured]:
    """A bot with a Rasa of its own that was started with `endpoints`."""
    rasa_port, bot_port = find_free_port(), find_free_port()
    rasa_url = f"http://127.0.0.1:{rasa_port}"
    tokens = {"RASA_TOKEN": RASA_TOKEN, "ACTIONS_TOKEN": ACTIONS_TOKEN}
    settings = {**ACCOUNT_SETTINGS, **tokens, "RASA_URL": rasa_url, "PORT": str(bot_port)}
    with rasa_process(folder, rasa_port, bot_port, endpoints), run_bot(folder, settings) as bot:
        yield Measured(bot, rasa_url)
