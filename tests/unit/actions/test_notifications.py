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
    ],
)
def test_words_and_what_they_stop(words: str, needs: tuple[str, ...]) -> None:
    assert decide_notices(words)[1] == needs
