"""A telephone number or a payout card is changed on a page, after a second proof, and the chat says so."""

import pytest

from tests.unit.conversation.house import House
from tests.unit.conversation.pages import RIGHT, WRONG, link, open_page, said, submit

PHONE = {"phone": "13900000001", "payout_card": ""}


async def test_a_number_is_changed_confirmed_in_the_chat_and_audited(house: House) -> None:
    await link(house)
    path = await open_page(house, "profile")
    status, page = await submit(house, path, {**PHONE, **RIGHT})
    assert status == 200
    assert "139****0001" in page
    assert "139****0001" in (await said(house))[-1]
    assert ("change_phone",) in await house.rows("SELECT act FROM audit")
    assert (await submit(house, path, {**PHONE, **RIGHT}))[0] == 410


async def test_without_the_second_proof_nothing_changes_and_tries_run_out(house: House) -> None:
    await link(house)
    path = await open_page(house, "profile")
    status, page = await submit(house, path, {**PHONE, **WRONG})
    assert status == 200
    assert "还可以试 4 次" in page
    for _ in range(4):
        status, page = await submit(house, path, {**PHONE, **WRONG})
    assert status == 429
    assert (await submit(house, path, {**PHONE, **RIGHT}))[0] == 429
    assert not any("139" in one for one in await said(house))


@pytest.mark.parametrize(
    ("typed", "words"), [({"phone": "12"}, "11 位"), ({"phone": " ", "payout_card": ""}, "都还空着")]
)
async def test_what_does_not_do_is_named_and_kept_in_the_form(
    house: House, typed: dict[str, str], words: str
) -> None:
    await link(house)
    path = await open_page(house, "profile")
    status, page = await submit(house, path, {**typed, **RIGHT})
    assert status == 422
    assert words in page
    assert f'value="{typed["phone"]}"' in page


async def test_the_page_is_gone_once_the_chat_is_linked_to_nobody(house: House) -> None:
    assert (await house.http.get(await open_page(house, "profile"))).status_code == 410


async def test_a_link_of_one_kind_opens_no_page_of_another(house: House) -> None:
    await link(house)
    token = (await open_page(house, "papers")).rsplit("/", 1)[-1]
    assert (await house.http.get(f"/profile/{token}")).status_code == 410


async def test_a_form_from_elsewhere_changes_nothing(house: House) -> None:
    await link(house)
    path = await open_page(house, "profile")
    answer = await house.http.post(path, data={**PHONE, **RIGHT, "csrf": "guessed"})
    assert "139****0001" not in answer.text
    assert not any("139" in one for one in await said(house))


async def test_notices_are_chosen_by_kind_without_another_proof(house: House) -> None:
    await link(house)
    path = await open_page(house, "profile")
    page = (await house.http.get(path)).text
    csrf = page.split('name="csrf" value="')[1].split('"')[0]
    answer = await house.http.post(f"{path}/notices", data={"csrf": csrf, "service": "yes"})
    assert answer.status_code == 200
    assert "记住了" in answer.text
    chosen = await house.rows("SELECT kind, is_wanted FROM notice_choices ORDER BY kind")
    assert [tuple(row) for row in chosen] == [("news", 0), ("service", 1)]
    assert (await house.http.post(f"{path}/notices", data={"csrf": "x"})).status_code == 200
    assert [
        tuple(row) for row in await house.rows("SELECT kind, is_wanted FROM notice_choices ORDER BY kind")
    ] == [
        ("news", 0),
        ("service", 1),
    ]
