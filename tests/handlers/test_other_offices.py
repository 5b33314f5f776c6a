"""What is another office's is named with its line, each once; labour disputes with the union's and the state's."""

import pytest

from claims.database import ClaimsDatabase
from tests.handlers.asking import NOBODY, ask
from vocabulary.offices import OFFICES


@pytest.mark.parametrize("office", OFFICES)
async def test_every_office_is_named_with_its_line(claims: ClaimsDatabase, office: str) -> None:
    answer = await ask(claims, NOBODY, "这个咋办", "out_of_scope", office=office)
    assert OFFICES[office].name in answer.text
    assert OFFICES[office].telephone in answer.text
    assert len(answer.text) <= 80


async def test_what_no_office_is_known_for_goes_to_the_city_s_line(claims: ClaimsDatabase) -> None:
    answer = await ask(claims, NOBODY, "明天限号吗", "out_of_scope")
    assert "12345" in answer.text
    assert answer.choices == ()


async def test_a_dispute_with_the_employer_gets_both_lines(claims: ClaimsDatabase) -> None:
    answer = await ask(claims, NOBODY, "老板不发工资", "ask_labour_rights")
    assert [one for one in ("12351", "12333") if one not in answer.text] == []


async def test_a_number_is_explained_where_it_is_asked_about(claims: ClaimsDatabase) -> None:
    answer = await ask(
        claims, NOBODY, "工伤单位不报咋整 12333是干啥的", "ask_labour_rights", office="work_injury"
    )
    assert [one for one in ("人社局的电话", "自己也能", "12351") if one not in answer.text] == []
