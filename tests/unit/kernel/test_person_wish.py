"""The plain wish for a person is known without understanding."""

import pytest

from bot.kernel.person_wish import wants_person


@pytest.mark.parametrize(
    "words",
    [
        *(
            "转人工",
            "轉人工",
            "转 人 工",
            "【转人工】",
            "转人工！！！",
            "人工",
            "人工人工人工",
            "人工客服",
            "人工服务",
            "转接人工客服",
        ),
        *(
            "找人工客服",
            "我要人工",
            "给我转人工",
            "帮我转一下人工呗",
            "接人工",
            "找真人",
            "叫个真人来",
            "有没有真人",
            "找客服",
            "客服",
        ),
        *(
            "客服呢",
            "在线客服",
            "换个真人跟我说",
            "请转人工坐席",
            "查不到就给我转人工",
            "来个人",
            "叫个人来",
            "我要跟人说话",
            "转入工",
            "转客服",
        ),
    ],
)
def test_a_wish_for_a_person_is_known(words: str) -> None:
    assert wants_person(words)


@pytest.mark.parametrize(
    "words",
    [
        *(
            "人工流产能报吗",
            "人工关节赔多少",
            "人工智能",
            "人工耳蜗报销吗",
            "人工费怎么算",
            "不要转人工",
            "不用人工",
            "别给我转人工客服",
        ),
        *(
            "怎么转入工会",
            "转入工会要什么",
            "我的理赔到哪一步了",
            "有人受伤了",
            "人呢",
            "工伤",
            "一个人住",
            "来北京的人",
            "找人代办行吗",
            "客服电话是多少吧",
        ),
    ],
)
def test_other_words_are_left_to_the_bot(words: str) -> None:
    assert not wants_person(words)
