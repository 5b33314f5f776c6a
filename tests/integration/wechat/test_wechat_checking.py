"""The check of an account's configuration: each step says what is found, and what to do about it."""

from dataclasses import replace

import pytest

from bot.wechat.account.checking import CheckStep, Credentials, check_account, check_settings
from bot.wechat.account.client import WeChatApi
from bot.wechat.account.menu import Button, push_menu, read_menu
from tests.integration.wechat.outgoing import Clock, serve_account
from wechat_sim.api import OutgoingApi
from wechat_sim.faults import Fault

GOOD = Credentials(
    app_id="wx0123456789abcdef",
    secret="0123456789abcdef0123456789abcdef",
    token="Token123",
    aes_key="A" * 43,
    previous_aes_key="",
    public_url="https://huzhu.example.cn",
)
MENU = read_menu(base_url="https://huzhu.example.cn")


def find(steps: tuple[CheckStep, ...], name: str) -> CheckStep:
    (step,) = [step for step in steps if step.name == name]
    return step


def test_good_settings_pass_every_step() -> None:
    steps = check_settings(GOOD)
    assert [step.name for step in steps if not step.ok] == []
    assert "https://huzhu.example.cn/wechat" in find(steps, "PUBLIC_URL").found


@pytest.mark.parametrize(
    ("field", "value", "name", "words"),
    [
        ("app_id", "", "WECHAT_APP_ID", "missing"),
        ("app_id", "gh_0123456789ab", "WECHAT_APP_ID", "another form"),
        ("secret", "", "WECHAT_APP_SECRET", "missing"),
        ("secret", "short", "WECHAT_APP_SECRET", "another form"),
        ("secret", GOOD.secret + " ", "WECHAT_APP_SECRET", "spaces"),
        ("token", "", "WECHAT_TOKEN", "missing"),
        ("token", "has-a-dash", "WECHAT_TOKEN", "another form"),
        ("token", "a" * 33, "WECHAT_TOKEN", "another form"),
        ("aes_key", "", "WECHAT_ENCODING_AES_KEY", "unencrypted"),
        ("aes_key", "A" * 42, "WECHAT_ENCODING_AES_KEY", "another form"),
        ("previous_aes_key", "A" * 42, "WECHAT_PREVIOUS_AES_KEY", "another form"),
        ("previous_aes_key", "A" * 43, "WECHAT_PREVIOUS_AES_KEY", "current key"),
        ("public_url", "", "PUBLIC_URL", "missing"),
        ("public_url", "huzhu.example.cn", "PUBLIC_URL", "no web address"),
        ("public_url", "http://localhost", "PUBLIC_URL", "own"),
        ("public_url", "https://huzhu.example.cn:8443", "PUBLIC_URL", "port"),
        ("public_url", "https://huzhu.example.cn:99999", "PUBLIC_URL", "port"),
        ("public_url", "http://huzhu.example.cn", "PUBLIC_URL", "not encrypted"),
        ("api_base", "http://127.0.0.1:8089", "WECHAT_API_BASE", "not WeChat's"),
    ],
)
def test_each_setting_at_fault_is_named_with_an_advice(field: str, value: str, name: str, words: str) -> None:
    steps = check_settings(replace(GOOD, **{field: value}))
    wrong = [step for step in steps if not step.ok]
    assert [step.name for step in wrong] == [name]
    assert words in wrong[0].found
    assert wrong[0].advice.endswith(".")


def test_no_secret_is_told() -> None:
    credentials = replace(GOOD, secret="TheSecretOfTheAccount", token="a-token-of-ours", aes_key="AKeyOfOurs")
    told = f"{credentials!r} {check_settings(credentials)}"
    for secret in (credentials.secret, credentials.token, credentials.aes_key):
        assert secret not in told


async def test_an_account_in_order_passes_every_step(api: WeChatApi) -> None:
    await push_menu(api, MENU)
    steps = await check_account(GOOD, api, MENU)
    assert [step for step in steps if not step.ok] == []
    assert [step.name for step in steps][-4:] == ["access token", "callback addresses", "quota", "menu"]
    assert "0 of 500000" in find(steps, "quota").found


@pytest.mark.parametrize(
    ("errcode", "words"),
    [(40164, "203.0.113.7"), (40243, "unfreeze"), (89503, "administrator")],
)
async def test_without_a_token_the_reason_is_given_and_nothing_else_is_asked(
    api: WeChatApi, wechat: OutgoingApi, errcode: int, words: str
) -> None:
    wechat.account_refusal = errcode
    steps = await check_account(GOOD, api, MENU)
    assert steps[-1].name == "access token"
    assert steps[-1].found == f"errcode {errcode}"
    assert words in steps[-1].advice
    assert wechat.calls == ["/cgi-bin/stable_token"]


async def test_a_wrong_secret_is_named(wechat: OutgoingApi, clock: Clock) -> None:
    async with serve_account(wechat, clock, secret="WrongSecret") as api:
        step = (await check_account(GOOD, api, MENU))[-1]
    assert step.found == "errcode 40125"
    assert "WECHAT_APP_SECRET" in step.advice


async def test_a_server_that_cannot_reach_wechat_is_told_so(api: WeChatApi, wechat: OutgoingApi) -> None:
    wechat.faults.plan(Fault.RESET, "stable_token")
    step = (await check_account(GOOD, api, MENU))[-1]
    assert not step.ok
    assert "firewall" in step.advice


async def test_used_up_calls_and_a_forbidden_interface_are_seen(api: WeChatApi, wechat: OutgoingApi) -> None:
    await push_menu(api, MENU)
    for limit, words in ((0, "verified"), (1, "")):
        wechat.quotas.limits["/cgi-bin/message/custom/send"] = limit
        step = find(await check_account(GOOD, api, MENU), "quota")
        assert step.ok is (limit > 0)
        assert words in step.advice
    wechat.faults.refuse(48001, "quota/get")
    assert "permissions" in find(await check_account(GOOD, api, MENU), "quota").advice


async def test_a_menu_that_is_not_ours_is_described(api: WeChatApi) -> None:
    assert "none" in find(await check_account(GOOD, api, MENU), "menu").found
    await push_menu(api, (Button("旧菜单", "click", {"key": "OLD_1"}),))
    step = find(await check_account(GOOD, api, MENU), "menu")
    assert not step.ok
    assert "旧菜单" in step.found
    assert "menu push" in step.advice
    wrong = (Button("一二三四五六七", "click", {"key": "ask:一"}),)
    assert "21 bytes" in find(await check_account(GOOD, api, wrong), "menu").found
