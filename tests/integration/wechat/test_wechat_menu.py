"""The menu: read from its file, refused here where WeChat would refuse it, pushed and shown."""

from pathlib import Path

import pytest

from bot.errors import TransportError
from bot.wechat.account.client import WeChatApi
from bot.wechat.account.menu import (
    Button,
    Menu,
    MenuFileError,
    fetch_menu,
    find_menu_problems,
    push_menu,
    read_menu,
    render_menu,
    render_menu_lines,
)
from bot.wechat.events import MENU_QUESTION
from wechat_sim.api import OutgoingApi
from wechat_sim.menu import MenuBoard
from wechat_sim.refusals import Refused


def click(name: str = "转人工", key: str = "ask:转人工") -> Button:
    return Button(name, "click", {"key": key})


def view(name: str = "绑定", url: str = "https://huzhu.example.cn/b") -> Button:
    return Button(name, "view", {"url": url})


def below(*entries: Button, name: str = "服务") -> Button:
    return Button(name, entries=entries)


GOOD: list[Menu] = [
    (click(),),
    (click(), view(), below(*[click()] * 5)),
    (click("a" * 16, "k" * 128), view(url="https://a.cn/" + "u" * 1011)),
    (below(click("一" * 20)),),
    (Button("小程序", "miniprogram", {"appid": "wx1", "pagepath": "p", "url": "https://a.cn"}),),
    (Button("扫一扫", "scancode_waitmsg", {"key": "scan"}),),
    (Button("拍照", "pic_photo_or_album", {"key": "photo"}),),
    (Button("位置", "location_select", {"key": "here"}),),
    (Button("图", "media_id", {"media_id": "m"}), Button("文", "article_id", {"article_id": "a"})),
]
BAD: list[tuple[Menu, str, int]] = [
    ((), "the menu has 0 buttons", 40016),
    ((click(),) * 4, "the menu has 4 buttons", 40016),
    ((below(*[click()] * 6),), "6 entries", 40023),
    ((below(below(click())),), "two levels", 40023),
    ((click("一二三四五六"),), "18 bytes", 40018),
    ((click(""),), "empty name", 40018),
    ((below(click("一" * 21)),), "63 bytes", 40025),
    ((click(key="k" * 129),), "129 bytes", 40019),
    ((click(key=f"ask:{'一' * 42}"),), "130 bytes", 40019),
    ((below(click(key="")),), "needs key", 40026),
    ((view(url="https://a.cn/" + "u" * 1012),), "1025 bytes", 40020),
    ((below(view(url="")),), "needs url", 40027),
    ((Button("什么", "dance"),), "no type", 40015),
    ((below(Button("什么")),), "nothing is no type", 40024),
    ((Button("图", "media_id"),), "needs media_id", 40019),
]


@pytest.mark.parametrize("menu", GOOD)
async def test_a_menu_within_the_limits_is_pushed_and_comes_back_the_same(
    api: WeChatApi, wechat: OutgoingApi, menu: Menu
) -> None:
    assert find_menu_problems(menu) == ()
    await push_menu(api, menu)
    assert await fetch_menu(api) == menu


@pytest.mark.parametrize(("menu", "words", "errcode"), BAD)
async def test_a_menu_over_a_limit_is_refused_here_as_wechat_would(
    api: WeChatApi, wechat: OutgoingApi, menu: Menu, words: str, errcode: int
) -> None:
    with pytest.raises(MenuFileError, match=words):
        await push_menu(api, menu)
    assert not wechat.calls
    with pytest.raises(Refused) as caught:
        MenuBoard().create(render_menu(menu))
    assert caught.value.errcode == errcode


@pytest.mark.parametrize("url", ["huzhu.example.cn", "weixin://dl", "https://", "javascript:1"])
def test_an_address_that_is_none_is_found(url: str) -> None:
    assert find_menu_problems((view(url=url),))


async def test_an_account_without_a_menu_has_an_empty_one(api: WeChatApi) -> None:
    assert await fetch_menu(api) == ()


async def test_another_refusal_is_a_fault(api: WeChatApi, wechat: OutgoingApi) -> None:
    wechat.faults.refuse(48001, "menu/get")
    with pytest.raises(TransportError):
        await fetch_menu(api)


@pytest.mark.parametrize("button", [1, "一", {"type": "click"}])
async def test_a_menu_that_cannot_be_read_is_a_fault(
    api: WeChatApi, wechat: OutgoingApi, button: object
) -> None:
    wechat.menu.show = lambda: {"menu": {"button": [button]}}  # type: ignore[method-assign]
    with pytest.raises(TransportError):
        await fetch_menu(api)


def test_the_menu_that_comes_with_the_bot_fits() -> None:
    menu = read_menu(base_url="https://huzhu.example.cn")
    assert find_menu_problems(menu) == ()
    leaves = [entry for button in menu for entry in button.entries]
    clicks = [entry for entry in leaves if entry.type == "click"]
    assert all(entry.values["key"].startswith(MENU_QUESTION) for entry in clicks)
    assert [button.name for button in menu] == ["我的", "办事", "问一问"]
    # What a phone shows of a name.
    assert all(len(button.name) <= 4 for button in menu)
    assert all(len(entry.name) <= 8 for entry in leaves)
    assert len({entry.values["key"] for entry in clicks}) == len(clicks)


def write(folder: Path, text: str) -> Path:
    path = folder / "menu.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_may_hold_questions_addresses_and_any_type(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        """
        menu:
          - {name: 进度, ask: 我的理赔到哪一步了}
          - name: 服务
            entries:
              - {name: 绑定, url: "{base_url}/bind"}
              - {name: 拍照, type: pic_sysphoto, key: photo}
        """,
    )
    assert read_menu(path, "https://a.cn") == (
        click("进度", "ask:我的理赔到哪一步了"),
        below(view(url="https://a.cn/bind"), Button("拍照", "pic_sysphoto", {"key": "photo"})),
    )


@pytest.mark.parametrize(
    "text", ["", "menu: 1", "[1]", "menu: [1]", "menu: [{ask: 一}]", "menu: [{name: 一, entries: 1}]", "a: ["]
)
def test_a_file_that_is_no_menu_is_said_to_be_none(tmp_path: Path, text: str) -> None:
    with pytest.raises(MenuFileError):
        read_menu(write(tmp_path, text))


def test_a_person_reads_the_menu_line_by_line() -> None:
    assert render_menu_lines((click(), below(view()))) == (
        "转人工  click  ask:转人工",
        "服务",
        "  绑定  view  https://huzhu.example.cn/b",
    )
