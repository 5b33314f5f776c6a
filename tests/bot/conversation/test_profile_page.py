"""A telephone number or a payout card is changed on a page, after a second proof, and every chat of the member says so."""

import asyncio
import re

import httpx
import pytest

from testing.house import House
from tests.bot.conversation.pages import RIGHT, link, links_of, open_page, said, submit

PROOF = {"id_number": RIGHT["id_number"], "known_number": "13800000000"}
BY_CARD = {**PROOF, "known_number": "6200000000008001"}
PHONE = {"phone": "13900000001", "payout_card": ""}
CARD = {"phone": "", "payout_card": "6222000000009999"}
CHOSEN = "SELECT kind, is_wanted FROM notice_choices ORDER BY kind"


async def choices(house: House) -> list[tuple[str, bool]]:
    """What was chosen."""
    return [(kind, bool(wanted)) for kind, wanted in await house.rows(CHOSEN)]


async def post_notices(house: House, path: str, **fields: str) -> httpx.Response:
    """Sends the form of notices, as a browser does."""
    page = (await house.http.get(path)).text
    csrf = page.split('name="csrf" value="')[1].split('"')[0]
    return await house.http.post(f"{path}/notices", data={"csrf": csrf, **fields})


@pytest.mark.parametrize("proof", [PROOF, BY_CARD])
async def test_a_number_is_changed_confirmed_in_the_chat_and_audited(
    house: House, proof: dict[str, str]
) -> None:
    await link(house)
    path = await open_page(house, "profile")
    status, page = await submit(house, path, {**PHONE, **proof})
    assert status == 200
    assert "改好了" in page
    assert "尾号 01" in (await said(house))[-1]
    assert ("change_phone",) in await house.rows("SELECT act FROM audit")
    again = await house.http.get(path)
    assert again.status_code == 200
    assert "改好了" in again.text


async def test_a_new_card_waits_is_told_in_every_chat_and_can_be_stopped_from_each(house: House) -> None:
    await link(house)
    await submit(house, await open_page(house, visitor="v2"), RIGHT)
    await house.chat("在吗")
    _, page = await submit(house, await open_page(house, "profile"), {**CARD, **PROOF})
    assert "新卡尾号 9999，11月24日 10:00起用" in page
    for visitor in ("v1", "v2"):
        assert "11月24日 10:00起用" in (await said(house, visitor))[-1]
        assert (await links_of(house, visitor))[-1].startswith("/keep-card/")
    await house.chat("在吗", "v2")
    path = (await links_of(house, "v2"))[-1]
    status, page = await submit(house, path, {})
    assert status == 200
    assert "打款还走原来的卡" in page
    assert house.details.waiting is None
    assert await house.rows("SELECT about FROM tickets") == [
        ("会员说：换收款卡不是本人做的，已经停下。请核实。",)
    ]
    await house.chat("在吗")
    assert "已经不在等了" in (await house.http.get((await links_of(house))[-1])).text


@pytest.mark.parametrize(
    "wrong",
    [
        {"known_number": "8001"},
        {"known_number": "6200000000000001"},
        {"known_number": "13900000000"},
        {"id_number": "110000199001010099"},
        {"card_tail": "8001", "known_number": "01"},
    ],
)
@pytest.mark.parametrize("change", [PHONE, CARD])
async def test_what_is_shown_anywhere_proves_nothing(
    house: House, change: dict[str, str], wrong: dict[str, str]
) -> None:
    await link(house)
    path = await open_page(house, "profile")
    _, page = await submit(house, path, {**change, **PROOF, **wrong})
    assert "没有对上" in page
    assert (house.details.phone, house.details.waiting) == ("13800000000", None)


async def test_neither_page_nor_chat_shows_what_proves_somebody(house: House) -> None:
    await link(house)
    path = await open_page(house, "profile")
    page = (await house.http.get(path)).text
    await submit(house, path, {**PHONE, **CARD, "phone": PHONE["phone"], **PROOF})
    shown = page + (await house.http.get(path)).text + "".join(await said(house))
    assert not re.search(
        r"138|139|0000\D|6222", re.sub(r'name="csrf" value="[^"]+"|/profile/[\w-]+', "", shown)
    )


async def test_without_the_second_proof_nothing_changes_and_tries_run_out(house: House) -> None:
    await link(house)
    path = await open_page(house, "profile")
    wrong = {**PHONE, **PROOF, "known_number": "13800000001"}
    status, page = await submit(house, path, wrong)
    assert status == 200
    assert "还可以试 4 次" in page
    assert 'value="13900000001"' in page
    assert PROOF["id_number"] not in page
    for _ in range(4):
        status, page = await submit(house, path, wrong)
    assert status == 429
    assert "什么都没有改" in page
    assert (await submit(house, path, {**PHONE, **PROOF}))[0] == 429
    assert house.details.phone == "13800000000"


async def test_a_hundred_tries_at_once_are_five(house: House) -> None:
    await link(house)
    path = await open_page(house, "profile")
    page = (await house.http.get(path)).text
    csrf = page.split('name="csrf" value="')[1].split('"')[0]
    guesses = [{**CARD, **PROOF, "known_number": f"620000000000{n:04d}", "csrf": csrf} for n in range(100)]
    await asyncio.gather(*(house.http.post(path, data=guess) for guess in guesses))
    assert await house.rows("SELECT count(*) FROM audit WHERE act = 'change_failed'") == [(5,)]


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"phone": "12"}, "phone", "11 位"),
        ({"phone": " ", "payout_card": ""}, "phone", "都还空着"),
        ({"payout_card": "62"}, "payout_card", "16 到 19 位"),
        ({"phone": "13900000001", "id_number": ""}, "id_number", "还空着"),
        ({"phone": "13900000001", "known_number": " "}, "known_number", "要填完整"),
    ],
)
async def test_what_does_not_do_is_named_beside_its_field_and_costs_no_try(
    house: House, typed: dict[str, str], field: str, words: str
) -> None:
    await link(house)
    path = await open_page(house, "profile")
    _, page = await submit(house, path, {**PROOF, **typed})
    beside = re.search(rf'id="{field}-fault">([^<]+)', page)
    assert beside
    assert words in beside[1]
    assert f'value="{typed.get("phone", "").strip()}"' in page
    assert await house.rows("SELECT * FROM proof_tries") == []


async def test_one_wrong_of_two_changes_neither(house: House) -> None:
    await link(house)
    await submit(
        house, await open_page(house, "profile"), {**PROOF, "phone": "13900000001", "payout_card": "62"}
    )
    assert house.details.phone == "13800000000"


async def test_the_page_is_gone_once_the_chat_is_linked_to_nobody(house: House) -> None:
    assert (await house.http.get(await open_page(house, "profile"))).status_code == 410


async def test_a_link_of_one_kind_opens_no_page_of_another(house: House) -> None:
    await link(house)
    token = (await open_page(house, "papers")).rsplit("/", 1)[-1]
    for kind in ("profile", "unlink", "keep-card", "bind"):
        assert (await house.http.get(f"/{kind}/{token}")).status_code == 410


async def test_a_form_from_elsewhere_changes_nothing_and_says_so(house: House) -> None:
    await link(house)
    path = await open_page(house, "profile")
    answer = await house.http.post(path, data={**PHONE, **PROOF, "csrf": "guessed"})
    assert answer.status_code == 303
    assert "再填一次" in (await house.http.get(path)).text
    assert house.details.phone == "13800000000"


async def test_notices_are_chosen_by_kind_without_another_proof(house: House) -> None:
    await link(house)
    path = await open_page(house, "profile")
    answer = await post_notices(house, path, shown="yes", service="yes")
    assert answer.status_code == 303
    assert "记住了" in (await house.http.get(answer.headers["location"])).text
    assert await choices(house) == [("news", False), ("service", True)]


@pytest.mark.parametrize("fields", [{}, {"phone": "13900000001"}, {"news": "yes"}])
async def test_boxes_that_were_not_shown_are_no_answer(house: House, fields: dict[str, str]) -> None:
    await link(house)
    path = await open_page(house, "profile")
    answer = await post_notices(house, path, **fields)
    assert answer.status_code == 303
    assert await choices(house) == []
    await house.http.post(f"{path}/notices", data={"csrf": "x", "shown": "yes"})
    assert await choices(house) == []


async def test_after_notices_were_saved_the_other_form_still_changes_the_number(house: House) -> None:
    await link(house)
    path = await open_page(house, "profile")
    page = (
        await house.http.get((await post_notices(house, path, shown="yes", news="yes")).headers["location"])
    ).text
    csrf = page.split('name="csrf" value="')[1].split('"')[0]
    (change_form, notices_form) = re.findall(r'<form method="post" action="([^"]+)"', page)
    assert (change_form, notices_form) == (path, f"{path}/notices")
    await house.http.post(change_form, data={**PHONE, **PROOF, "csrf": csrf})
    assert house.details.phone == "13900000001"
    assert await choices(house) == [("news", True), ("service", False)]


@pytest.mark.parametrize("below", ["profile/{}/notices", "papers/{}/loose", "profile/{}/code"])
async def test_an_address_that_takes_a_form_leads_back_to_its_page(house: House, below: str) -> None:
    answer = await house.http.get(f"/{below.format('abc')}")
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/{below.split('/')[0]}/abc"
