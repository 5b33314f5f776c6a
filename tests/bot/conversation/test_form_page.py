"""The page of a form: who may see it, what it gives to the engine, and what it says when that is away."""

import re
from dataclasses import replace

from bot.engine.answers import Turn
from bot.errors import EngineUnavailable
from bot.kernel.conversation.conversations import Spoken
from bot.kernel.conversation.messages import Reply
from testing.house import House
from tests.bot.conversation.pages import link, open_page, said, submit
from vocabulary.form_pages import FormShown, ShownField, ShownOption

KIND = ShownField(
    "kind", "哪一类", "您要报的是哪一类？", "", "accident", (ShownOption("accident", "意外受伤"),)
)
TOLD = ShownField("told", "经过", "是怎么回事？", "审核先看这几句。", "摔了 <b>", is_story=True)
DAY = ShownField("date_of_loss", "日期", "是哪天的事？", "要看那天的保障。")
OPEN = FormShown("open", "filing", "理赔登记", (KIND, TOLD, DAY))
WHOLE = replace(OPEN, summary=(("经过", "摔了 <b>"), ("日期", "2026年3月10日")))
FAULTY = replace(OPEN, fields=(KIND, TOLD, replace(DAY, words="2月30号", fault="2月没有30号。")))
SENT = Turn((Spoken(Reply("登记好了，编号 LP1。")),), form=FormShown("sent", "filing", "理赔登记"), talk="{}")
TYPED = {"field.told": "摔了", "field.date_of_loss": "3月10号", "wish": "check"}


def lay_down(house: House, wish: str, turn: Turn | Exception) -> None:
    house.engine.turns[f"（{wish}）"] = turn


async def open_form(house: House, form: FormShown = OPEN) -> str:
    """The page of a linked member's form."""
    await link(house)
    lay_down(house, "look", Turn((), form=form))
    return await open_page(house, "form")


async def test_the_page_shows_every_question_with_what_is_known(house: House) -> None:
    page = (await house.http.get(await open_form(house))).text
    assert "您要报的是哪一类？" in page
    assert 'value="accident" checked' in page
    assert "摔了 &lt;b&gt;" in page
    assert "是哪天的事？" in page


async def test_what_is_typed_goes_to_the_engine_with_the_members_memory(house: House) -> None:
    path = await open_form(house)
    lay_down(house, "check", Turn((), form=WHOLE, talk='{"a": 1}'))
    lay_down(house, "look", Turn((), form=WHOLE))
    status, page = await submit(house, path, TYPED)
    assert (status, "看看对不对" in page, "2026年3月10日" in page) == (200, True, True)
    (row,) = await house.rows("SELECT content FROM talks")
    assert row[0] == '{"a": 1}'
    assert house.engine.asked[-1][2] is not None


async def test_a_fault_stands_at_its_field_with_what_was_typed(house: House) -> None:
    path = await open_form(house)
    lay_down(house, "check", Turn((), form=FAULTY, talk="{}"))
    status, page = await submit(house, path, TYPED)
    assert status == 422
    assert "2月没有30号。" in page
    assert 'value="2月30号"' in page
    assert 'aria-describedby="field.date_of_loss-fault"' in page


async def test_what_is_only_saved_says_how_to_come_back(house: House) -> None:
    path = await open_form(house)
    lay_down(house, "save", Turn((), form=OPEN, talk="{}"))
    _, page = await submit(house, path, {**TYPED, "wish": "save"})
    assert "留七天" in page


async def test_the_yes_sends_it_and_the_chat_has_the_answer(house: House) -> None:
    path = await open_form(house, WHOLE)
    lay_down(house, "send", SENT)
    status, page = await submit(house, f"{path}/check", {})
    assert (status, "提交好了" in page) == (200, True)
    assert (await said(house))[-1] == "登记好了，编号 LP1。"
    assert len(await house.rows("SELECT 1 FROM audit WHERE act = 'send_form'")) == 1


async def test_a_form_sent_twice_is_sent_once(house: House) -> None:
    path = await open_form(house, WHOLE)
    lay_down(house, "send", SENT)
    for _ in range(3):
        await submit(house, f"{path}/check", {})
    assert house.engine.texts.count("（send）") == 1
    assert sum("登记好了" in one for one in await said(house)) == 1


async def test_an_engine_that_is_away_loses_nothing_of_what_was_typed(house: House) -> None:
    path = await open_form(house)
    lay_down(house, "check", EngineUnavailable("away"))
    status, page = await submit(house, path, {**TYPED, "field.date_of_loss": "十月九号那天"})
    assert status == 200
    assert "什么都没有提交" in page
    assert "十月九号那天" in page


async def test_an_engine_that_is_away_from_the_start_is_said_in_words(house: House) -> None:
    path = await open_form(house)
    lay_down(house, "look", EngineUnavailable("away"))
    answer = await house.http.get(path)
    assert (answer.status_code, "12351" in answer.text) == (503, True)


async def test_a_form_that_is_over_says_how_to_go_on(house: House) -> None:
    answer = await house.http.get(await open_form(house, FormShown("gone")))
    assert (answer.status_code, "接着填" in answer.text) == (410, True)


async def test_nobody_opens_it_without_being_linked(house: House) -> None:
    lay_down(house, "look", Turn((), form=OPEN))
    assert (await house.http.get(await open_page(house, "form"))).status_code == 410


async def test_a_form_of_another_site_is_not_read(house: House) -> None:
    path = await open_form(house)
    answer = await house.http.post(path, data={**TYPED, "csrf": "none"})
    assert answer.status_code == 303
    assert "（check）" not in house.engine.texts


async def test_a_long_story_typed_in_vain_makes_no_header_that_a_proxy_refuses(house: House) -> None:
    path = await open_form(house)
    lay_down(house, "check", EngineUnavailable("away"))
    page = await house.http.get(path)
    csrf = re.search(r'name="csrf" value="([^"]+)"', page.text)
    assert csrf
    long = {f"field.x{number}": "长" * 500 for number in range(9)}
    answer = await house.http.post(path, data={**TYPED, **long, "csrf": csrf[1]})
    assert sum(len(value) for _, value in answer.headers.items()) < 4096
    assert "3月10号" in (await house.http.get(path)).text


async def test_hostile_fields_are_bounded(house: House) -> None:
    path = await open_form(house)
    lay_down(house, "check", Turn((), form=OPEN, talk="{}"))
    many = {f"field.x{number}": "长" * 5000 for number in range(18)}
    status, _ = await submit(house, path, {**TYPED, **many})
    assert status == 200
