"""Links in notices to many: only to the centre's own hosts, however an address is written."""

import pytest

from bot.kernel.outreach.links import LinkRule, read_link_rule

RULE = read_link_rule("https://huzhu.example.org:8443/x", "www.centre.example, .union.example")


@pytest.mark.parametrize(
    "url",
    [
        "https://huzhu.example.org/papers",
        "https://HUZHU.example.org/papers?x=1#y",
        "http://huzhu.example.org:8000/",
        "https://www.centre.example",
        "https://www.centre.example./a",
        "https://a.b.union.example/",
        "https://union.example/",
    ],
)
def test_the_centres_own_hosts_are_allowed(url: str) -> None:
    assert RULE.allows(url)
    assert RULE.find_foreign(f"请看 {url} 谢谢") == ""


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/login",
        "http://evil.example",
        "HTTPS://EVIL.EXAMPLE/",
        "https://huzhu.example.org@evil.example/",
        "https://huzhu.example.org:x@evil.example/",
        "https://evil.example\\@huzhu.example.org/",
        "https://evil.example#@huzhu.example.org/",
        "https://huzhu.example.org.evil.example/",
        "https://evilunion.example/",
        "https://centre.example/",
        "https:///evil.example/",
        "https:\\\\evil.example/",
        "//evil.example/",
        "javascript:alert(1)//huzhu.example.org",
        "data:text/html,x",
        "weixin://dl/business",
        "ftp://huzhu.example.org/",
        "https://huzhu.example.org\u200b.evil.example/",
        "https://huzhu。example。org.evil.example/",
        "https://[::1",
        "https://1.2.3.4/",
        " https://evil.example",
        "https://huzhu.example.org /",
        "",
    ],
)
def test_nothing_else_is(url: str) -> None:
    assert not RULE.allows(url)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("请点 https://evil.example/login 登记", "https://evil.example/login"),
        ("请点https://evil.example/login，登记", "https://evil.example/login"),
        ("请打开 evil.com/login 登记", "evil.com/login"),
        ("请打开www.evil.cn。", "www.evil.cn"),
        ("ｈｔｔｐｓ：／／evil.example", "https://evil.example"),
        ("https://\u200bevil.example", "https://evil.example"),
        ("请点 bit.ly/3xAbc", "bit.ly/3xAbc"),
        ("请点dwz.zone/a登记", "dwz.zone/a"),
        ("打开 1.2.3.4/login", "1.2.3.4/login"),
        ("打开 10.0.0.9:8080", "10.0.0.9:8080"),
        ("请看evil。com", "evil.com"),
        ("请看 evil.wang", "evil.wang"),
        ("看 <a href='http://evil.example/'>这里</a>", "http://evil.example/"),
        ("先看 https://www.centre.example/a 再看 http://evil.example", "http://evil.example"),
    ],
)
def test_an_address_is_found_inside_words(text: str, found: str) -> None:
    assert RULE.find_foreign(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "您好，3.5 元",
        "2026.11.30 前",
        "10:30-12:00",
        "比例 1:2",
        "写信到 a@b.cn",
        "{姓名}，请续保",
        "见附件1.docx",
        "第1.2.3.4条",
        "每天1.5元/人",
        "请带上1.身份证/2.京卡",
        "办好了。ok",
        "",
    ],
)
def test_ordinary_words_are_no_address(text: str) -> None:
    assert RULE.find_foreign(text) == ""


def test_a_notice_is_looked_at_whole() -> None:
    rule = LinkRule(frozenset({"ok.example"}))
    assert rule.find_foreign_in({"thing1": "好"}, "https://ok.example/") == ""
    assert rule.find_foreign_in({"thing1": "好"}, "https://evil.example/") == "https://evil.example/"
    assert rule.find_foreign_in({"thing1": "去 evil.com"}, "") == "evil.com"
