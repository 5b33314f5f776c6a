"""Photographs of papers: from the page and from the chat, kept clean, and the chat says when all have come."""

from dataclasses import replace

from PIL import Image

from bot.errors import EngineUnavailable
from testing.fakes import say
from testing.house import House
from testing.pictures import draw, write, write_exif
from tests.bot.conversation.pages import RIGHT, link, open_in_wechat, open_page, said, submit
from wechat_sim.pushes import Push

DIAGNOSIS = {"claim_number": "LP2026-0000001", "kind": "diagnosis"}
INVOICE = {**DIAGNOSIS, "kind": "invoice"}


async def test_a_photograph_is_kept_clean_and_shown_as_received(house: House) -> None:
    await link(house)
    path = await open_page(house, "papers")
    status, page = await submit(house, path, DIAGNOSIS, files={"paper": ("a.jpg", draw(comment=b"39.9N"))})
    assert status == 200
    assert "11月23日收到" in page
    assert "还差 1 样" in page
    member, paper, claim, kind = house.store.kept[0]
    assert (member, claim, kind) == (7, "LP2026-0000001", "diagnosis")
    assert b"39.9N" not in paper.content


async def test_the_chat_says_once_that_nothing_is_missing(house: House) -> None:
    await link(house)
    path = await open_page(house, "papers")
    for document in (DIAGNOSIS, INVOICE, INVOICE):
        await submit(house, path, document, files={"paper": ("a.png", draw("PNG"))})
    assert sum("都收到了" in one for one in await said(house)) == 1
    assert len(await house.rows("SELECT 1 FROM audit WHERE act = 'receive_paper'")) == 3


async def test_what_is_no_picture_is_refused_in_words_and_nothing_is_kept(house: House) -> None:
    await link(house)
    path = await open_page(house, "papers")
    status, page = await submit(house, path, DIAGNOSIS, files={"paper": ("a.jpg", b"<html>")})
    assert status == 422
    assert "打不开" in page
    assert house.store.kept == []


async def test_a_body_over_the_cap_is_refused_before_it_is_read(house: House) -> None:
    await link(house)
    path = await open_page(house, "papers")
    status, _ = await submit(house, path, DIAGNOSIS, files={"paper": ("a.jpg", b"\0" * 12_000_000)})
    assert status == 413


async def test_nobody_hands_in_papers_without_being_linked(house: House) -> None:
    assert (await house.http.get(await open_page(house, "papers"))).status_code == 410


def push_picture(house: House, media_id: str) -> Push:
    """A picture sent into the chat."""
    nodes = {
        "MsgType": "image",
        "PicUrl": "http://mmbiz.test/1",
        "MediaId": media_id,
        "MsgId": f"77{media_id}",
    }
    return house.write_nodes(nodes)


async def link_in_wechat(house: House) -> None:
    """Links the follower who sends pushes."""
    reply = await house.deliver(push_picture(house, "1"))
    assert reply is not None
    await submit(house, await open_in_wechat(house, reply.links[0].url), RIGHT)


async def test_a_picture_sent_before_linking_is_kept_after_it(house: House) -> None:
    house.pictures.contents["1"] = draw()
    await link_in_wechat(house)
    assert [(one[0], one[2]) for one in house.store.kept] == [(7, None)]
    assert "（picture）" in house.messenger.sent[-1][1]


async def test_a_picture_in_the_chat_is_asked_about_and_assigned_on_the_page(house: House) -> None:
    house.pictures.contents = {"1": draw(), "2": draw("PNG")}
    await link_in_wechat(house)
    house.engine.turns["（picture）"] = replace(say("是哪一样材料"), needs=frozenset({"papers"}))
    reply = await house.deliver(push_picture(house, "2"))
    assert reply is not None
    assert "是哪一样材料" in reply.text
    path = await open_in_wechat(house, reply.links[-1].url)
    page = await house.http.get(path)
    assert page.text.count("这张是……") == 2
    csrf = page.text.split('name="csrf" value="')[1].split('"')[0]
    fields = {"paper_id": "1", "target": "LP2026-0000001/invoice", "csrf": csrf}
    page = await house.http.post(f"{path}/loose", data=fields, follow_redirects=True)
    assert page.text.count("这张是……") == 1
    assert house.store.kept[1][3] == "invoice"


async def test_a_picture_is_asked_about_while_the_handlers_are_away(house: House) -> None:
    house.pictures.contents = {"1": draw(), "2": draw("PNG")}
    await link_in_wechat(house)
    house.engine.turns["（picture）"] = EngineUnavailable("dead")
    reply = await house.deliver(push_picture(house, "2"))
    assert reply is not None
    assert "是哪一样材料" in reply.text
    assert "照片是诊断证明" in [choice.text for choice in reply.choices]
    assert len(house.store.kept) == 2


async def test_a_picture_that_wechat_does_not_give_is_asked_for_again(house: House) -> None:
    house.pictures.contents["1"] = draw()
    await link_in_wechat(house)
    reply = await house.deliver(push_picture(house, "gone"))
    assert reply is not None
    assert "没有收下来" in reply.text
    assert len(house.store.kept) == 1


async def test_a_picture_with_broken_notes_is_kept_and_its_member_goes_on_being_answered(
    house: House,
) -> None:
    await link_in_wechat(house)
    house.pictures.contents["broken"] = draw(exif=write_exif({0x0112: (3, 6), 0x0100: (5, 4000.0)}))
    reply = await house.deliver(push_picture(house, "broken"))
    assert reply is not None
    assert "（picture）" in reply.text
    assert len(house.store.kept) == 1
    assert await house.deliver(house.write("我的理赔到哪一步了")) is not None


async def test_a_picture_of_nothing_is_not_taken_for_a_paper(house: House) -> None:
    await link_in_wechat(house)
    house.pictures.contents["black"] = write(Image.new("RGB", (600, 400), "black"))
    reply = await house.deliver(push_picture(house, "black"))
    assert reply is not None
    assert "只有一种颜色" in reply.text
    assert house.store.kept == []
