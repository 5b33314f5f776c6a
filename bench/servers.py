"""The bot and the two Rasas that are measured: as shipped, and as Rasa comes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from actions.passes import Passes
from testing.processes import BotServer, find_free_port, run_bot, run_rasa
from testing.wechat_account import ACCOUNT_SETTINGS

RASA_TOKEN = "bench-rasa-token-of-this-machine-alone"
ACTIONS_TOKEN = "bench-actions-token-of-this-machine-alone"
TOKENS = {"RASA_TOKEN": RASA_TOKEN, "ACTIONS_TOKEN": ACTIONS_TOKEN}
NOBODY = "http://127.0.0.1:9"
# Rasa's own defaults: the whole domain with every action call, and a memory without bounds.
AS_RASA_COMES = """
action_endpoint:
  url: ${ACTIONS_URL}
  headers:
    Authorization: Bearer ${ACTIONS_TOKEN}
"""


@dataclass(frozen=True)
class MeasuredBot:
    """A bot and the Rasa behind it."""

    bot: BotServer
    rasa_url: str

    @property
    def passes(self) -> Passes:
        """What signs a message as the bot does."""
        return Passes.from_secret(self.bot.key("CLAIMS_HASH_KEY").encode(), lambda: datetime.now(UTC))


@contextmanager
def run_measured(folder: Path, endpoints: Path, wechat_base: str = NOBODY) -> Iterator[MeasuredBot]:
    """A bot with a Rasa of its own that was started with `endpoints`; what it says unasked goes to `wechat_base`."""
    rasa_port, bot_port = find_free_port(), find_free_port()
    rasa_url = f"http://127.0.0.1:{rasa_port}"
    settings = {**ACCOUNT_SETTINGS, **TOKENS, "RASA_URL": rasa_url, "PORT": str(bot_port)}
    settings["WECHAT_API_BASE"] = wechat_base
    with run_rasa(folder, rasa_port, bot_port, TOKENS, endpoints), run_bot(folder, settings) as bot:
        yield MeasuredBot(bot, rasa_url)
