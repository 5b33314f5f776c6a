"""What the platform says in a member's place is told from the member's own words."""

import pytest

from bot.kernel.platform_words import NoWords, drop_placeholders, find_no_words

PLACEHOLDERS = (
    "【收到不支持的消息类型，暂无法显示】",
    "[Unsupported Message]",
    "[收到不支持的消息类型，暂无法显示]",
    "该消息类型暂不能展示",
    "【该消息类型暂不能展示】",
    "当前版本不支持该消息类型，请升级微信",
    "【当前版本不支持查看此消息】",
    "[当前微信版本不支持展示该内容，请升级至最新版本。]",
    "[Sticker]",
    "[收到了一个表情，请在手机上查看]",
    "[收到一条消息，请在手机上查看]",
    "[动画表情]",
    "收到不支持的消息类型，暂无法显示",
    "不支持的消息类型",
    "Unsupported Message",
    "Unsupported message type",
    "[Unsupported Message Type]",
    "【收到不支持的消息类型，暂无法显示】【收到不支持的消息类型，暂无法显示】",
    "暂不支持的消息类型",
    "此消息类型暂不支持显示",
    "[图片]",
    "[Photo]",
    "[语音]",
    "[文件]",
    "[链接]",
    "[图片][图片]",
    "[收到一条微信红包消息，请在手机上查看]",
    "[微信红包]",
    "您收到一条不支持的消息，请在手机上查看",
    "[该消息暂不支持显示]",
    "当前版本暂不支持展示此内容",
)

SIGNS = (
    "[微笑]",
    "/::)",
    "/::D",
    "/:strong",
    "/:rose",
    "/::~",
    "/::B",
    "/::",
    "/::<",
    "/::$",
    "/::X",
    "/::Z",
    "/::'(",
    "/::-",
    "/::@",
    "/::P",
    "/:,@P",
    "/:,@-D",
    "/:<W>",
    "/:heart",
    "/:sun",
    "😭",
    "👨\u200d👩\u200d👧",
    "👍👍👍",
    "❤️",
    "。",
    "...",
    "……",
    "？",
    "！！！",
    "~",
    "、",
    "[微笑][微笑]",
    "[流泪]/::~😭",
    "[Smile]",
    "[OK]",
    "【微笑】",
    "🙏🏻",
    "(^_^)",
    "^_^",
    ":-)",
    "——",
    "🇨🇳",
    "☺",
    "[玫瑰] ",
    "👌",
    "-",
    "[强]",
    "[旺柴]",
    "[裂开]",
    "[加油加油]",
    "[emoji]",
    "/::|",
    "/::-|",
)

WORDS = (
    "谢谢[微笑]",
    "[微笑]我的理赔到哪一步了",
    "我的理赔到哪一步了/::)",
    "转人工/:strong",
    "好的👌",
    "1",
    "2.",
    "1️⃣",
    "A",
    "是",
    "嗯",
    "[1]",
    "【理赔】进度",
    "我的理赔[流泪]",
    "你们回的【收到不支持的消息类型，暂无法显示】是什么意思",
    "/restart",
    '/ask_benefit{"a":1}',
    "不支持",
    "当前版本不支持怎么办",
    "该消息是什么意思",
    "别再给我发消息了",
    "不要再发消息了",
    "[图片]这个怎么报销",
    "不想再收到消息",
    "收到消息了吗",
    "消息类型",
    "ok",
    "3/5",
    "他/她",
    "男/女",
    "2026/10/09",
    "【通知】你们的活动几点",
    "[2026]年",
    "收不到消息",
    "不支持的话怎么办，我要报销",
    "【转人工】",
    "[转人工]",
    "[理赔]",
    "【我不想活了】",
    "[怎么报销]",
    "[查进度]",
)


@pytest.mark.parametrize("text", PLACEHOLDERS)
def test_a_placeholder_is_no_word_of_the_member(text: str) -> None:
    assert find_no_words(text) is NoWords.PLACEHOLDER


@pytest.mark.parametrize("text", SIGNS)
def test_faces_emoji_and_marks_alone_are_no_words(text: str) -> None:
    assert find_no_words(text) is NoWords.SIGNS


@pytest.mark.parametrize("text", WORDS)
def test_words_stay_words_whatever_stands_beside_them(text: str) -> None:
    assert find_no_words(text) is None


def test_what_the_platform_put_between_the_words_is_left_out() -> None:
    quoted = "你们回的【收到不支持的消息类型，暂无法显示】是什么意思"
    assert drop_placeholders(quoted) == "你们回的 是什么意思"
    assert drop_placeholders("谢谢[微笑]") == "谢谢[微笑]"
