"""Handlers believe whose message it is from the bot's signed pass alone: at the action endpoint, with real data behind."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest

from actions.knowledge import load_knowledge
from actions.passes import BadPass, Passes
from actions.rasa_actions import join_handlers
from actions.server import create_action_application
from actions.talk import Draft, Talk, write_talk
from claims.access import access_claims, access_profile
from claims.database import ClaimsDatabase
from claims.values import MemberId
from vocabulary.beijing import BEIJING

TOKEN = "a-token-of-the-tests-alone"
NOW = datetime(2026, 3, 18, 9, 30, tzinfo=BEIJING)
DIALOGUE = "17-a"
KNOWLEDGE = load_knowledge()
FAILED = [{"custom": {"failure": "handler_error"}}]
Call = Callable[..., Awaitable[httpx.Response]]


@pytest.fixture
def passes(claims: ClaimsDatabase) -> Passes:
    """The bot's."""
    return Passes.from_secret(claims.sealer.hash_key, lambda: NOW)


@pytest.fixture
def call(claims: ClaimsDatabase) -> Call:
    """Calls a handler as Rasa does."""
    application = create_action_application(join_handlers(claims, KNOWLEDGE, lambda: NOW), TOKEN)

    async def call(
        metadata: object,
        action: str = "action_take_turn",
        intent: str = "check_claim",
        headers: Any = (("Authorization", f"Bearer {TOKEN}"),),
        path: str = "/webhook",
    ) -> httpx.Response:
        said = {"text": "我的理赔到哪一步了", "intent": {"name": intent}, "intents": [intent], "entities": []}
        tracker: dict[str, Any] = {
            "sender_id": DIALOGUE,
            "slots": {},
            "latest_message": {**said, "metadata": metadata},
        }
        tracker |= {"events": [], "paused": False, "active_loop": {}, "latest_action_name": None}
        body = {"next_action": action, "sender_id": DIALOGUE, "tracker": tracker, "version": "3.6"}
        async with httpx.AsyncClient(transport=httpx.ASGITransport(application), base_url="http://a") as http:
            return await http.post(path, content=json.dumps(body), headers=list(headers))

    return call


async def whose(claims: ClaimsDatabase, member_id: int) -> list[str]:
    """What would betray this member."""
    member = MemberId(member_id)
    return [
        (await access_profile(claims, member)).name,
        *(one.number for one in await access_claims(claims, member)),
    ]


def change(written: str, content: str | None = None, signature: str | None = None) -> str:
    """The same pass with another content or signature."""
    old_content, _, old_signature = written.partition(".")
    return (
        f"{old_content if content is None else content}.{old_signature if signature is None else signature}"
    )


FORGED = urlsafe_b64encode(b'{"member_id":1,"dialogue":"17-a","until":99999999999}').decode()


def make_bad(passes: Passes) -> dict[str, object]:
    """Every kind of metadata that is not a fresh pass of this dialogue."""
    known = {"member_id": 1}
    good = passes.write(DIALOGUE, known)

    def at(moment: datetime) -> Passes:
        return Passes(passes.key, lambda: moment)

    return {
        "nothing": None,
        "empty": {},
        "member alone": {"member_id": 1},
        "member beside a stranger's pass": {
            "member_id": 1,
            "pass": passes.write("99-b", {"member_id": None}),
        },
        "null": {"pass": None},
        "number": {"pass": 1},
        "list": {"pass": [good]},
        "blank": {"pass": ""},
        "one dot": {"pass": "."},
        "unsigned": {"pass": FORGED},
        "empty signature": {"pass": f"{FORGED}."},
        "another's signature": {"pass": change(good, content=FORGED)},
        "cut signature": {"pass": good[:-1]},
        "grown content": {"pass": f"A{good}"},
        "signs beyond": {"pass": f"{good}é\ud800"},
        "endless": {"pass": good + "0" * 100_000},
        "another key": {
            "pass": Passes.from_secret(b"another secret altogether", lambda: NOW).write(DIALOGUE, known)
        },
        "another dialogue": {"pass": passes.write("18-b", known)},
        "no dialogue": {"pass": passes.write("", known)},
        "of an hour ago": {"pass": at(NOW - timedelta(hours=1)).write(DIALOGUE, known)},
        "of two minutes ago": {"pass": at(NOW - timedelta(minutes=2)).write(DIALOGUE, known)},
        "of tomorrow": {"pass": at(NOW + timedelta(days=1)).write(DIALOGUE, known)},
    }


@pytest.mark.parametrize("kind", make_bad(Passes(b"any", lambda: NOW)))
async def test_without_a_pass_of_this_dialogue_and_moment_nothing_is_told(
    passes: Passes, call: Call, kind: str
) -> None:
    answer = await call(make_bad(passes)[kind])
    assert (answer.status_code, answer.json()) == (200, {"events": [], "responses": FAILED})


@pytest.mark.parametrize("intent", ["file_claim", "ask_process", "check_claim", "nlu_fallback", "cancel"])
async def test_without_a_pass_nothing_begins_and_no_memory_is_believed(call: Call, intent: str) -> None:
    memory = write_talk(Talk(task=Draft("filing", {"kind": "accident"})), {})
    answer = await call({"member_id": 1, "talk": memory}, intent=intent)
    assert answer.json() == {"events": [], "responses": FAILED}


@pytest.mark.parametrize("member_id", [1, 2, 3])
async def test_with_the_bots_pass_the_member_is_answered_and_nobody_else(
    claims: ClaimsDatabase, passes: Passes, call: Call, member_id: int
) -> None:
    written = passes.write(DIALOGUE, {"member_id": member_id})
    told = (await call({"pass": written, "member_id": 4})).text
    assert FAILED[0]["custom"]["failure"] not in told
    others = [words for other in (1, 2, 3, 4) if other != member_id for words in await whose(claims, other)]
    assert not [words for words in others if words in told]


async def test_a_pass_for_nobody_makes_no_member_of_whoever_adds_a_number(passes: Passes, call: Call) -> None:
    told = (await call({"pass": passes.write(DIALOGUE, {"member_id": None}), "member_id": 1})).text
    assert '"needs":["identity"]' in told


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/webhook", ()),
        (f"/webhook?token={TOKEN}", ()),
        ("/webhook", (("Authorization", TOKEN),)),
        ("/webhook", (("Authorization", f"Bearer {TOKEN}x"),)),
        ("/webhook", (("Authorization", "Bearer "),)),
        ("/webhook", ((b"Authorization", b"Bearer \xff"),)),
    ],
)
async def test_the_action_endpoint_wants_its_token_in_a_header(
    passes: Passes, call: Call, path: str, headers: Any
) -> None:
    metadata = {"pass": passes.write(DIALOGUE, {"member_id": 1})}
    assert (await call(metadata, headers=headers, path=path)).status_code == 403


async def test_a_refused_pass_is_logged_for_the_operator_and_names_nobody(
    passes: Passes, call: Call, capsys: pytest.CaptureFixture[str]
) -> None:
    await call({"pass": passes.write("18-b", {"member_id": 1})})
    logged = capsys.readouterr().out
    assert "bad_pass" in logged
    assert "CLAIMS_HASH_KEY" in logged
    assert "18-b" not in logged


def test_a_pass_says_what_the_bot_knew_and_hides_its_key() -> None:
    passes = Passes(b"key of the tests", lambda: NOW)
    known = passes.read(passes.write(DIALOGUE, {"member_id": 7, "way_back": "fresh", "想": ["也"]}), DIALOGUE)
    assert (known["member_id"], known["way_back"], known["想"]) == (7, "fresh", ["也"])
    assert "key of" not in repr(passes)


def test_what_is_known_cannot_stretch_or_move_a_pass() -> None:
    passes = Passes(b"key of the tests", lambda: NOW)
    written = passes.write("18-b", {"dialogue": DIALOGUE, "until": 99999999999})
    with pytest.raises(BadPass):
        passes.read(written, DIALOGUE)
