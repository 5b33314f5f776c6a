"""Which notices are meant, by the words."""

import pytest

from actions.notifications import decide_notices


@pytest.mark.parametrize(
    ("words", "needs"),
    [
        ("别给我发了", ("stop_news",)),
        ("td", ("stop_news",)),
        ("所有消息都停了", ("stop_news", "stop_service")),
        ("到账提醒给我打开", ("want_service",)),
        ("恢复消息提醒", ("want_service",)),
        ("打开活动消息", ("want_news",)),
        ("理赔的留着，别的别发", ("stop_news", "want_service")),
        ("进度通知也别发了", ("stop_service",)),
        ("理赔的通知还要", ("want_service",)),
        ("到账短信照常", ("want_service",)),
        ("通知设置", ()),
        ("通知设置里都停了", ("stop_news", "stop_service")),
        ("别再通知我了", ("stop_news",)),
        ("不要老提醒我", ("stop_news",)),
        ("不想收了", ("stop_news",)),
        ("我不要订阅", ("stop_news",)),
        ("把提醒我的那些关了", ("stop_news",)),
        ("理赔进度不用告诉我", ("stop_service",)),
        ("别忘了提醒我", ("want_service",)),
        ("别关提醒", ("want_service",)),
        ("提醒别关", ("want_service",)),
        ("给我关了提醒", ("stop_news",)),
        ("审完了能不能告诉我一声", ("want_service",)),
        ("能不能打开提醒", ("want_service",)),
        ("能不能别给我发了", ("stop_news",)),
        ("可以把通知关掉吗", ("stop_news",)),
        ("怎么还给我发，烦死了", ("stop_news",)),
        ("消息太多了", ("stop_news",)),
        ("有消息了会告诉我吗", ("tell_notices",)),
        ("有结果了会通知我吗", ("tell_notices",)),
        ("到账了会给我发消息吗", ("tell_notices",)),
        ("你们会主动通知我吗", ("tell_notices",)),
        ("打款了通知我吗", ("tell_notices",)),
        ("怎么没收到通知", ("tell_notices",)),
        ("为什么不给我发消息了", ("tell_notices",)),
        ("咋收不到提醒了", ("tell_notices",)),
        ("通知是不是关了", ("tell_notices",)),
        ("我的提醒关了吗", ("tell_notices",)),
        ("谁把我的通知关了", ("tell_notices",)),
        ("不是我关的", ("tell_notices",)),
        ("不再接收", ("stop_news",)),
        ("我有没有退订", ("tell_notices",)),
        ("通知", ("tell_notices",)),
        ("理赔的没给我停吧", ("tell_notices",)),
        ("钱到了你们发不发消息", ("tell_notices",)),
        ("那些消息", ("tell_notices",)),
    ],
)
def test_words_and_what_they_stop(words: str, needs: tuple[str, ...]) -> None:
    assert decide_notices(words)[1] == needs
