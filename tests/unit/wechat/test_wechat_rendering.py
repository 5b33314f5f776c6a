"""Rendering: everything is said, in texts that WeChat takes, with links that stay whole."""

import re
from datetime import UTC, datetime

import pytest
import xmltodict
from hypothesis import given
from hypothesis import strategies as st

from bot.kernel.conversation.messages import Choice, Inbound, Link, Reply
from bot.wechat.outbound.rendering import (
    TEXT_LIMIT,
    PictureMessage,
    TextMessage,
    render_messages,
    render_passive_reply,
    render_texts,
)

NOW = datetime.fromtimestamp(1700000000, UTC)
INBOUND = Inbound("wechat", "o1", "msg:o1:1", "text", "在吗", NOW, account="gh_1")
ANY_TEXT = st.text(st.characters() | st.sampled_from('好。<>&"a/]]>👨‍👩‍👧\n'), max_size=900)
ANY_REPLY = st.builds(
    Reply,
    ANY_TEXT,
    st.lists(st.builds(Choice, ANY_TEXT, ANY_TEXT), max_size=3).map(tuple),
    st.lists(
        st.builds(Link, ANY_TEXT, st.sampled_from(["https://a.cn/?x=1&y=2", "ftp://b", ""])), max_size=2
    ).map(tuple),
)
OUR_TAG = re.compile(r'<a href="[^"<>]+">[^<>]*</a>')
OPENING = re.compile(r"<\s*/?\s*a\b", re.IGNORECASE)


def passive(*replies: Reply, media_id: str = "") -> str:
    messages = render_messages(replies)
    return render_passive_reply(INBOUND, messages[0] if messages else None, NOW, media_id)


def content(*replies: Reply) -> str:
    nodes = xmltodict.parse(passive(*replies), strip_whitespace=False)["xml"]
    return str(nodes["Content"])


def test_the_reply_goes_back_to_who_wrote() -> None:
    nodes = xmltodict.parse(passive(Reply("您好")))["xml"]
    assert nodes == {
        "ToUserName": "o1",
        "FromUserName": "gh_1",
        "CreateTime": "1700000000",
        "MsgType": "text",
        "Content": "您好",
    }


def test_all_that_a_turn_says_is_one_reply() -> None:
    assert content(Reply("第一句。"), Reply("第二句。")) == "第一句。\n\n第二句。"


def test_choices_and_links_stand_below_the_words() -> None:
    reply = Reply(
        "您问的是哪一项？", (Choice("住院", "住院保障"),), (Link("绑定身份", "https://a.cn/l?t=1&u=2"),)
    )
    assert content(reply).split("\n") == [
        "您问的是哪一项？",
        '<a href="https://a.cn/l?t=1&u=2">绑定身份</a>',
        '<a href="weixin://bizmsgmenu?msgmenucontent=住院保障&msgmenuid=1">住院</a>',
    ]


@pytest.mark.parametrize("replies", [[], [Reply("")], [Reply(" \n")], [Reply("\x00")]])
def test_nothing_to_say_is_the_bare_acknowledgement(replies: list[Reply]) -> None:
    assert passive(*replies) == "success"


def test_a_choice_cannot_break_out_of_its_link() -> None:
    text = content(Reply("选", (Choice('A"><b>', '一&msgmenuid=9"><a href="x">'),)))
    words = "一＆msgmenuid=9＂＞＜a href=＂x＂＞"
    expected = f'<a href="weixin://bizmsgmenu?msgmenucontent={words}&msgmenuid=1">A"＞＜b＞</a>'
    assert text.split("\n")[1] == expected


def test_an_address_cannot_break_out_of_its_link() -> None:
    text = content(Reply("", links=(Link("看", 'https://a.cn/"> <b>测'),)))
    assert text == '<a href="https://a.cn/%22%3E%20%3Cb%3E%E6%B5%8B">看</a>'


@pytest.mark.parametrize("url", ["javascript:alert(1)", "/l/abc", "http//[", ""])
def test_what_is_no_web_address_is_shown_as_words(url: str) -> None:
    assert content(Reply("", links=(Link("看", url),))) == f"看 {url}".strip()


def test_a_tag_among_the_words_is_shown_and_not_obeyed() -> None:
    assert content(Reply('<a href="https://b">x</a> 3<5')) == '＜a href="https://b">x＜/a> 3<5'


def test_characters_that_would_break_the_xml_are_gone() -> None:
    assert content(Reply("好\x00\x0b\ufffe\ud800]]><x>。")) == "好]]＞<x>。"


def test_emoji_with_their_joiners_stay() -> None:
    assert content(Reply("👨‍👩‍👧 祝您早日康复🌹")) == "👨‍👩‍👧 祝您早日康复🌹"


def test_what_does_not_fit_is_left_for_later_and_cut_at_a_sentence() -> None:
    long = "这是一句二十个字左右的话，说明怎么办理。" * 50
    leftovers = render_texts([Reply(long, (Choice("转人工", "转人工"),))])[1:]
    shown = content(Reply(long, (Choice("转人工", "转人工"),)))
    assert shown.endswith("。")
    assert leftovers[-1].endswith("</a>")
    assert shown + "".join(leftovers).split("\n")[0] == long


def test_a_link_that_does_not_fit_moves_on_as_a_whole() -> None:
    words = "字" * ((TEXT_LIMIT - 10) // 3)
    texts = render_texts([Reply(words, links=(Link("看", "https://a.cn"),))])
    assert texts == [words, '<a href="https://a.cn">看</a>']


def test_a_link_without_words_or_address_makes_no_empty_text() -> None:
    assert render_texts([Reply("", links=(Link("", ""),))]) == []


@given(st.lists(ANY_REPLY, max_size=4))
def test_no_text_is_over_the_limit_and_every_tag_is_whole(replies: list[Reply]) -> None:
    for text in render_texts(replies):
        assert 0 < len(text.encode()) <= TEXT_LIMIT
        assert not OPENING.search(OUR_TAG.sub("", text))


@given(st.lists(ANY_REPLY, max_size=3))
def test_whatever_is_said_the_reply_is_well_formed(replies: list[Reply]) -> None:
    texts = render_texts(replies)
    if texts:
        assert content(*replies) == texts[0]
    assert render_messages(replies) == [TextMessage(text) for text in texts]


def test_a_picture_follows_its_caption_and_words_around_it_keep_their_order() -> None:
    replies = [Reply("先看这张。"), Reply("圈出来的地方要盖章。", picture="k1"), Reply("还有问题吗？")]
    assert render_messages(replies) == [
        TextMessage("先看这张。"),
        TextMessage("圈出来的地方要盖章。"),
        PictureMessage("k1"),
        TextMessage("还有问题吗？"),
    ]


def test_a_picture_answers_by_its_media_id() -> None:
    nodes = xmltodict.parse(passive(Reply("", picture="k1"), media_id="m-1"))["xml"]
    assert (nodes["MsgType"], nodes["Image"]) == ("image", {"MediaId": "m-1"})


def test_a_card_is_one_article_whatever_stands_in_it() -> None:
    card = Link("怎么交材料 ]]>", "https://a.cn/?x=1&y=2")
    nodes = xmltodict.parse(passive(Reply("三步就好 <b>", card=card)))["xml"]
    assert (nodes["MsgType"], nodes["ArticleCount"]) == ("news", "1")
    assert nodes["Articles"]["item"] == {
        "Title": "怎么交材料 ]]＞",
        "Description": "三步就好 <b>",
        "PicUrl": None,
        "Url": "https://a.cn/?x=1&y=2",
    }
