"""Every benchmark runs, for seconds: it measures what it is meant to, and prints its figures."""

import re
from collections.abc import Iterator

import pytest

from bench.__main__ import measure as measure_answers
from bench.claims.__main__ import main as measure_claims
from bench.console_load.__main__ import measure as measure_console
from bench.outreach.__main__ import main as measure_outreach
from bench.servers import MeasuredBot, run_measured
from bench.wechat_load.judgement import judge
from bench.wechat_load.members import WritingMembers
from testing.processes import ROOT
from testing.wechat_account import play_wechat


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory, wechat_port: int) -> Iterator[MeasuredBot]:
    """A bot and a Rasa that nobody else writes to."""
    folder, wechat_base = tmp_path_factory.mktemp("measured"), f"http://127.0.0.1:{wechat_port}"
    with run_measured(folder, ROOT / "endpoints.yml", wechat_base) as servers:
        yield servers


async def test_how_soon_members_are_answered(
    measured: MeasuredBot, capsys: pytest.CaptureFixture[str]
) -> None:
    await measure_answers(measured, all_turns=4)
    said = capsys.readouterr().out
    assert said.count("ratio of the medians") == 3
    assert "a conversation of 40 turns" in said


async def test_how_soon_consoles_show_what_members_write(
    measured: MeasuredBot, capsys: pytest.CaptureFixture[str]
) -> None:
    await measure_console(measured.bot, conversations=4, streams=2, rounds=1)
    shown = re.search(r"(\d) of 4 messages", capsys.readouterr().out)
    assert shown
    assert int(shown[1]) > 0


async def test_what_becomes_of_messages_under_load(measured: MeasuredBot, wechat_port: int) -> None:
    with play_wechat(wechat_port) as api:
        writing = WritingMembers(api, [measured.bot.url], pause=1.0)
        await writing.live(members=3, seconds=2)
        judgement = await judge(writing.sent, api, f"sqlite+aiosqlite:///{measured.bot.folder}/var/huzhu.db")
    assert judgement.messages == len(writing.sent) > 0
    assert (judgement.twice, judgement.over_limit) == (0, 0)


@pytest.mark.postgres
@pytest.mark.redis
def test_how_fast_many_are_written_to(capsys: pytest.CaptureFixture[str]) -> None:
    short = ["--recipients", "5000", "--warm", "0", "--seconds", "1", "--rate", "20", "--rate-seconds", "2"]
    assert measure_outreach(short) == 0
    figures = dict(
        line.rsplit(maxsplit=1)
        for line in capsys.readouterr().out.splitlines()
        if "," in line or "second" in line
    )
    assert float(figures["one worker, sends per second"].replace(",", "")) > 0
    assert 0 < float(figures["most in any window of a second"]) <= 20


@pytest.mark.postgres
def test_how_fast_records_come_in_and_are_read(capsys: pytest.CaptureFixture[str]) -> None:
    short = ["--members", "300", "--changes", "200", "--calls", "10", "--per-second", "100", "--rounds", "2"]
    assert measure_claims(short) == 0
    said = capsys.readouterr().out
    assert "300 members" in said
    for what in ("all of it imported", "rows of changes imported", "an identity is checked", "database: "):
        assert what in said
    assert said.count("reading: done") == said.count("merging: done") == 2
    assert "most of the disk: " in said
    times = {line[:44].strip(): line.split() for line in said.splitlines() if " p99 " in line}
    assert {"access_claims", "find_free_slots", "relief: those to be decided", "notices: paid"} <= set(times)
    assert all(float(words[-2]) > 0 for words in times.values())
