"""Who a member is: all three must fit, and a failure tells nothing."""

from dataclasses import replace
from unittest.mock import Mock

import pytest
from sqlalchemy import event, text

from claims.database import ClaimsDatabase
from claims.demo import demo_people, find_demo_member
from claims.identity import find_member

PEOPLE = {person.key: person for person in demo_people()}
WANG_FANG, OTHER_WANG_FANG = PEOPLE["wang_fang"], PEOPLE["wang_fang_other"]
NOBODY = "110000199001019999"


async def test_a_member_is_found_by_all_three(claims: ClaimsDatabase) -> None:
    found = await find_member(claims, WANG_FANG.name, WANG_FANG.id_number, WANG_FANG.card_tail)
    assert found is not None
    assert found == await find_demo_member(claims, "wang_fang")


async def test_two_people_of_one_name_are_told_apart(claims: ClaimsDatabase) -> None:
    one = await find_member(claims, "王芳", WANG_FANG.id_number, WANG_FANG.card_tail)
    other = await find_member(claims, "王芳", OTHER_WANG_FANG.id_number, OTHER_WANG_FANG.card_tail)
    assert one is not None
    assert other is not None
    assert one != other
    assert await find_member(claims, "王芳", WANG_FANG.id_number, OTHER_WANG_FANG.card_tail) is None


WRONG = [
    ("李强", WANG_FANG.id_number, WANG_FANG.card_tail),
    ("王芳", NOBODY, WANG_FANG.card_tail),
    ("王芳", WANG_FANG.id_number, "0000"),
    ("王芳", WANG_FANG.id_number, ""),
    ("", NOBODY, "0000"),
]


@pytest.mark.parametrize(("name", "id_number", "card_tail"), WRONG)
async def test_nobody_is_found_if_one_is_wrong(
    claims: ClaimsDatabase, name: str, id_number: str, card_tail: str
) -> None:
    assert await find_member(claims, name, id_number, card_tail) is None


async def test_the_decoy_fits_nobody(claims: ClaimsDatabase) -> None:
    assert await find_member(claims, "", NOBODY, "0000") is None


async def test_spaces_and_full_width_signs_do_not_matter(claims: ClaimsDatabase) -> None:
    full_width = WANG_FANG.id_number.translate({ord(str(d)): chr(ord("０") + d) for d in range(10)})
    assert await find_member(claims, " 王 芳", full_width, f" {WANG_FANG.card_tail} ") is not None


@pytest.mark.parametrize(
    ("name", "join", "card_tail"),
    [
        ("\u202d王芳\u202c", "\u202d", "8001"),
        ("王\u00a0芳\u200b", "\u00a0\u00a0", "８００１"),
        ("王芳\ufe00", ".", "\u200b8001"),
        ("王　芳", "/", "8001\u202c"),
    ],
)
async def test_what_a_phone_pastes_costs_no_try(
    claims: ClaimsDatabase, name: str, join: str, card_tail: str
) -> None:
    number = WANG_FANG.id_number
    typed = join.join([number[:6], number[6:14], number[14:]])
    assert await find_member(claims, name, typed, card_tail) is not None


@pytest.mark.parametrize("typed", ["买买提•吐尔逊", "买买提˙吐尔逊", "买买提ㆍ吐尔逊", "买买提吐尔逊"])
async def test_a_stored_name_fits_whatever_stands_for_its_dot(claims: ClaimsDatabase, typed: str) -> None:
    async with claims.begin() as session:
        await session.execute(text("UPDATE members SET name = '买买提·吐尔逊' WHERE name = '李强'"))
    person = PEOPLE["li_qiang"]
    assert await find_member(claims, typed, person.id_number, person.card_tail) is not None


@pytest.mark.parametrize(
    ("name", "id_number", "card_tail"), [*WRONG, ("王芳", WANG_FANG.id_number, WANG_FANG.card_tail)]
)
async def test_the_work_is_the_same_whatever_is_wrong(
    claims: ClaimsDatabase, name: str, id_number: str, card_tail: str
) -> None:
    cipher = Mock(wraps=claims.sealer.cipher)
    watched = replace(claims, sealer=replace(claims.sealer, cipher=cipher))
    queries: list[str] = []
    event.listen(claims.engine.sync_engine, "before_cursor_execute", lambda *said: queries.append(said[2]))
    await find_member(watched, name, id_number, card_tail)
    assert len([query for query in queries if query.startswith("SELECT")]) == 1
    assert cipher.decrypt.call_count == 1
