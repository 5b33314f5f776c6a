"""What somebody wants done: where it is done here, what is taken down for a desk, and what only a person does."""

import pytest

from actions.services import UNLINK
from actions.talk import AskedNow
from claims.database import ClaimsDatabase
from tests.handlers.asking import NOBODY, ask, titles
from vocabulary.expects import Asked


async def test_whoever_is_bound_hears_by_which_name(claims: ClaimsDatabase) -> None:
    answer = await ask(claims, "li_qiang", "绑定身份", "bind_identity")
    assert "您是李强" in answer.text
    assert titles(answer) == ["解除绑定"]
    assert (await ask(claims, NOBODY, "绑定身份", "bind_identity")).needs == ("identity",)


async def test_only_a_bond_that_is_there_is_loosened(claims: ClaimsDatabase) -> None:
    assert (await ask(claims, "li_qiang", "解除绑定", "unbind_identity")).asks == AskedNow(Asked.YES, UNLINK)
    answer = await ask(claims, NOBODY, "解除绑定", "unbind_identity")
    assert (answer.needs, titles(answer)) == ((), ["绑定身份"])


async def test_a_new_telephone_is_given_on_a_page(claims: ClaimsDatabase) -> None:
    assert (await ask(claims, "li_qiang", "我要改手机号", "update_profile")).needs == ("profile",)


@pytest.mark.parametrize(
    ("code", "desk"),
    [
        ("startup_loan", "general"),
        ("hardship_registration", "relief"),
        ("further_assistance", "claims"),
        ("direct_enrolment", "enrolment"),
    ],
)
async def test_what_is_not_done_by_chat_is_taken_down_for_its_desk(
    claims: ClaimsDatabase, code: str, desk: str
) -> None:
    words = "我想申请这个，帮我登记"
    answer = await ask(claims, "li_qiang", words, "file_claim", programme=code)
    assert answer.text.startswith("记下了：您想办")
    assert answer.person
    assert (answer.person.reason, answer.person.desk) == ("interest", desk)
    assert words in answer.person.about
    assert answer.opens is None


async def test_the_second_reimbursement_needs_no_filing(claims: ClaimsDatabase) -> None:
    answer = await ask(
        claims, "li_qiang", "我要申请二次报销", "file_claim", programme="secondary_reimbursement"
    )
    assert answer.opens is None
    assert answer.text
