"""QR codes: scenes within WeChat's limits, temporary and permanent ones, and their pictures."""

from datetime import timedelta

import httpx
import pytest

from bot.errors import TransportError
from bot.wechat.account.client import WeChatApi
from bot.wechat.account.qr_codes import Scene, create_qr_code, find_scene_problem, render_picture_url
from tests.integration.wechat.outgoing import Clock
from wechat_sim.api import OutgoingApi
from wechat_sim.media import TINY_JPEG
from wechat_sim.qr_codes import QrCodeDesk
from wechat_sim.refusals import Refused

DAY = timedelta(days=1)
GOOD: list[tuple[Scene, timedelta | None]] = [
    ("bind_1", DAY),
    ("窗口一", None),
    ("a" * 64, 30 * DAY),
    (1, timedelta(seconds=1)),
    (2**32 - 1, DAY),
    (100_000, None),
]
BAD: list[tuple[Scene, timedelta | None]] = [
    ("", DAY),
    ("a" * 65, None),
    ("a", 31 * DAY),
    ("a", timedelta(0)),
    (0, DAY),
    (2**32, DAY),
    (100_001, None),
]


@pytest.mark.parametrize(("scene", "life"), GOOD)
async def test_a_code_keeps_its_scene_for_its_life(
    api: WeChatApi, wechat: OutgoingApi, clock: Clock, scene: Scene, life: timedelta | None
) -> None:
    code = await create_qr_code(api, scene, life)
    assert code.expires_at == (clock.now + life if life else None)
    made = wechat.qr_codes.find(code.ticket, clock())
    assert made is not None
    assert (made.scene, made.until) == (str(scene), code.expires_at)


@pytest.mark.parametrize(("scene", "life"), BAD)
async def test_a_scene_that_wechat_would_refuse_is_not_asked_for(
    api: WeChatApi, wechat: OutgoingApi, clock: Clock, scene: Scene, life: timedelta | None
) -> None:
    assert find_scene_problem(scene, life)
    with pytest.raises(ValueError, match=r"scene|code"):
        await create_qr_code(api, scene, life)
    assert not wechat.calls


def test_the_stand_in_refuses_the_same_scenes(clock: Clock) -> None:
    for scene, life in BAD:
        kind = "str" if isinstance(scene, str) else "id"
        action = f"QR_{'LIMIT_' if life is None else ''}{'STR_' if kind == 'str' else ''}SCENE"
        seconds = {} if life is None else {"expire_seconds": int(life.total_seconds())}
        body = {"action_name": action, "action_info": {"scene": {f"scene_{kind}": scene}}, **seconds}
        with pytest.raises(Refused):
            QrCodeDesk().create(body, clock())


async def test_anybody_can_fetch_a_codes_picture_while_it_lives(
    api: WeChatApi, wechat: OutgoingApi, clock: Clock
) -> None:
    code = await create_qr_code(api, "bind_1", DAY)
    async with httpx.AsyncClient() as http:
        assert (await http.get(code.picture_url)).content == TINY_JPEG
        clock.now += DAY
        assert (await http.get(code.picture_url)).status_code == 404


def test_the_real_pictures_are_on_another_host() -> None:
    url = "https://mp.weixin.qq.com/cgi-bin/showqrcode?ticket=gQ%2Fa%3D%3D"
    assert render_picture_url("gQ/a==") == url


async def test_a_refusal_is_a_fault(api: WeChatApi, wechat: OutgoingApi) -> None:
    wechat.faults.refuse(40053, "qrcode/create")
    with pytest.raises(TransportError) as caught:
        await create_qr_code(api, "bind_1")
    assert caught.value.permanent
