"""WeChat's error numbers, row by row: what each means for whoever sends, and that a call of ours says so."""

import pytest

from bot.kernel.conversation.refusals import RefusalReason, SendRefusal
from bot.wechat.account.client import WeChatApi
from bot.wechat.account.error_codes import HOPELESS, Kind, find_error_code
from testing.tables import each
from tests.integration.wechat.outgoing import fault_of
from wechat_sim.api import OutgoingApi

ROWS = [
    ([-1], Kind.RETRY, "busy"),
    ([40001, 40014, 42001], Kind.CONFIGURATION, "fresh token"),
    ([40003], Kind.MEMBER, "openid"),
    ([40007], Kind.CONTENT, "upload the file again"),
    ([40013, 40125, 41001, 41002, 41004], Kind.CONFIGURATION, "WECHAT_APP_SECRET"),
    ([40164], Kind.CONFIGURATION, "IP whitelist"),
    ([40243], Kind.CONFIGURATION, "unfreeze"),
    ([40029, 40163], Kind.CONTENT, "tap the link again"),
    ([40037], Kind.TEMPLATE, "template is gone"),
    ([40130], Kind.CONTENT, "fault of this program"),
    ([43004], Kind.MEMBER, "no longer follows"),
    ([43019], Kind.MEMBER, "blacklist"),
    ([43101], Kind.MEMBER, "muted this template"),
    ([43116], Kind.TEMPLATE, "banned this template"),
    ([43117], Kind.WAIT, "leave some days"),
    ([45002], Kind.CONTENT, "too long"),
    ([45009], Kind.PAUSE, "midnight"),
    ([45011], Kind.PAUSE, "minute"),
    ([45015], Kind.WAIT, "48 hours"),
    ([45028], Kind.PAUSE, "next day or month"),
    ([45047], Kind.WAIT, "wait until they write"),
    ([45065], Kind.IGNORE, "already"),
    ([45066], Kind.RETRY, "wait a little"),
    ([45067], Kind.CONTENT, "fault of this program"),
    ([45080, 45081], Kind.IGNORE, "typing sign"),
    ([47001], Kind.CONTENT, "fault of this program"),
    ([47003], Kind.CONTENT, "template's value"),
    ([48001], Kind.CONFIGURATION, "permissions in the console"),
    ([48002], Kind.MEMBER, "does not want messages"),
    ([48004], Kind.STOP_ALL, "banned this interface"),
    ([48006], Kind.PAUSE, "quota resets"),
    ([48008], Kind.CONFIGURATION, "permissions in the console"),
    ([50002], Kind.MEMBER, "frozen or closed"),
    ([50005], Kind.MEMBER, "no longer follows"),
    ([61004, 61010, 61023], Kind.CONFIGURATION, "third-party platforms"),
    ([65400, 65401, 65417], Kind.CONFIGURATION, "own desk"),
    ([65413], Kind.IGNORE, "not at WeChat's own desk"),
    ([65414, 65415], Kind.WAIT, "own desk"),
    ([65416], Kind.CONTENT, "fault of this program"),
    ([89503, 89506, 89507], Kind.CONFIGURATION, "administrator"),
    # Seen and not documented.
    ([40241], Kind.IGNORE, "last minute"),
    ([40249, 45168], Kind.CONTENT, "write it differently"),
    ([43106], Kind.CONFIGURATION, "punished"),
    ([40200, 45109], Kind.CONFIGURATION, "permissions in the console"),
    # Of menus, files and QR codes.
    ([40016, 40018, 40019, 40020, 40023, 40025], Kind.CONTENT, "menu"),
    ([40004, 40006, 41005, 41006], Kind.CONTENT, "file"),
    ([40053], Kind.CONTENT, "scene"),
    ([46003], Kind.IGNORE, "no menu"),
    # Never seen: worth another try, and no reason to stop anything.
    ([99999999, 12, -1000], Kind.RETRY, "not in our table"),
]
EACH = [(errcode, kind, words) for errcodes, kind, words in ROWS for errcode in errcodes]


@each(EACH)
def test_each_number_has_a_kind_and_an_advice(errcode: int, kind: Kind, words: str) -> None:
    known = find_error_code(errcode)
    assert known.kind is kind
    assert words in known.advice
    assert known.advice.endswith(".")


def test_each_meaning_is_that_of_a_number_but_the_one_where_none_came() -> None:
    said = {find_error_code(errcode).reason for errcode, _, _ in EACH}
    assert set(RefusalReason) - said == {RefusalReason.UNREACHED}


@pytest.mark.parametrize("errcode", [row[0][0] for row in ROWS])
async def test_a_refused_send_carries_its_number_and_whether_to_repeat_it(
    api: WeChatApi, wechat: OutgoingApi, errcode: int
) -> None:
    wechat.faults.refuse(errcode, "custom/send", times=2)
    fault = await fault_of(api)
    known = find_error_code(errcode)
    assert (fault.refusal, fault.outcome_unknown) == (SendRefusal(known.reason, errcode), False)
    assert fault.permanent is (known.kind in HOPELESS)
    assert known.advice in fault.detail
