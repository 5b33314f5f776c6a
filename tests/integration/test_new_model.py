"""A newly published model is taken while members talk: nobody waits, and nobody is forgotten."""

import shutil
import time
from pathlib import Path

import httpx

from testing.processes import ROOT, run_bot
from tests.scenarios.conversation import Conversation


def test_a_new_model_is_taken_in_the_middle_of_a_conversation(tmp_path: Path) -> None:
    published = ROOT / "var" / "models" / "huzhu.tar.gz"
    served = Path(shutil.copy(published, tmp_path / "huzhu.tar.gz"))
    with (
        run_bot(tmp_path, {"RASA_MODEL": str(served)}) as bot,
        httpx.Client(base_url=bot.url, timeout=30) as http,
    ):
        talk = Conversation(http)
        assert "单位" in talk.say("应急救助怎么申请")
        Path(shutil.copy(published, tmp_path / "fresh")).replace(served)
        deadline = time.monotonic() + 60
        while "model_loaded" not in bot.log and time.monotonic() < deadline:
            assert "15,000" in talk.say("女工特疾最高赔多少")
            assert "单位" in talk.say("应急救助怎么申请")
            time.sleep(1)  # Polls a real process: there is nothing to wait on.
        assert "model_loaded" in bot.log
        assert "诊断证明" in talk.say("那要什么材料")
