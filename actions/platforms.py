"""The centre's platforms of service: what the newspaper says of each, and plainly how little that is."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import vocabulary
from actions.question import Answer, Fact, OfferedChoice, Question
from vocabulary.yaml_files import read_yaml

_PLATFORMS: Mapping[str, Mapping[str, Any]] = read_yaml(Path(vocabulary.__file__).with_name("platforms.yml"))
_ALL = ("五大平台", "五个平台", "5大平台")
_LIST = "2019年的报道里，中心有五个服务平台：会员活动、会员预约、票据管理、信息安全、数据分析，每个具体怎么用写得不多。"
_ONE = "这是中心五个服务平台里的一个，{what}。（2019年的说法）"
_LOOK_UP = "查自己的理赔，问“我的理赔到哪一步了”。"
_WORRY = "在我这里，理赔记录只给您本人看，单位领导看不到。会不会拿去分析，我没有依据，不敢打包票；不放心，回复“转人工”问，也可以“解除绑定”。"
_OVERVIEW = frozenset({"ask_overview", "ask_privacy", "ask_help", "ask_bot", "out_of_scope", "ask_process"})
_TO_PERSON = OfferedChoice("转人工", "转人工")


def answer_platform(question: Question) -> Answer | None:
    """What is known of the platform that is named; None where none is, or where something is to be done there."""
    named = [one for one in _PLATFORMS.values() if any(words in question.text for words in one["words"])]
    facts = (Fact("knowledge:centre:overview", question.today),)
    if any(words in question.text for words in _ALL) and not named:
        return Answer(f"{_LIST}{_LOOK_UP}", facts=facts)
    if not named or not _OVERVIEW.intersection(question.intents):
        return None
    one = _ONE.format(what=named[0]["what"])
    if question.intents == ("ask_privacy",):
        return Answer(f"{one}{_WORRY}", (_TO_PERSON,), facts)
    return Answer(f"{one}{_LOOK_UP}", facts=facts)
