"""Reads what the bot's last words expect, for rows of a set that say only what the bot said before.

While the bot talks it says what it expects itself, and nothing here is asked. Two tables are read from the top down:
the last question tells what was asked, all the words tell what is spoken of; docs/understanding.md shows them.
"""

import re
from collections.abc import Mapping
from typing import Any, TypeVar

from nlu.components.expecting import Expects, read_expects
from vocabulary.expects import Asked, Subject

_Kind = TypeVar("_Kind", Asked, Subject)
_UPLOAD = re.compile(r"请.*(上传|拍)")
_ASKED = {
    Asked.RATING: r"满意|几分|评价|帮(得|的)怎么样",
    Asked.WHOSE: r"本人.*还是|还是.*(家人|家属|孩子|本人)|哪一位|哪位|谁(住院|受伤|的)|(为|替)谁",
    Asked.GO_ON: r"(接着|继续)(填|说|办|弄|答|往下)",
    Asked.YES: r"对吗|对不对|是吗|是不是|是否|正确吗|可以吗|行吗|好吗|(要|需要|确认|用).*吗|吗[？?]?$",
    Asked.RECORD: r"哪一?(笔|条|次|份|场|张)|第几(个|笔|条|份)|编号|案号|(报案|受理)号",
    Asked.PROGRAMME: r"哪(一)?(项|种|个)?(保障|项目|计划|互助)|什么(保障|项目)",
    Asked.MEANING: r"哪(一)?个意思|您(是)?(想问|要问|指)(的是)?(哪|什么)",
    Asked.KIND: r"哪一?(类|种)|还是",
    Asked.SUM: r"多少(钱|元)|几(块|元)|金额|花了多少|收入|费用大概|自付",
    Asked.DAY: r"哪(一)?天|几号|几月|日期|什么时候|何时|时间",
    Asked.TELEPHONE: r"(手机|电话|联系)(号|方式)|电话是|手机是|验证码",
    Asked.DISTRICT: r"哪个?区",
    Asked.UNIT: r"单位(名称|全称|叫|是|在)|哪个单位|什么单位|工作单位",
    Asked.STORY: r"怎么(受|伤|弄|回事|发生|摔)|什么(事|情况|病)|发生了|经过|原因|诊断|说说|讲讲",
    Asked.PLACE: r"哪家|哪个医院|什么医院|医院(名称|是|叫)|在哪|哪里|哪儿|地点|地址",
    Asked.STEP: r"请(您)?(先)?(发|点|回复|输入|填写|提供|准备)|第\d步",
}
"""What words of a question ask, the first that fits; a proposal comes last, for a question says more."""

_SUBJECTS = {
    Subject.PERSON: r"人工|坐席|同事|工作人员|转接",
    Subject.IDENTITY: r"绑定|解绑|身份(核实|验证|认证)|验证码|会员本人",
    Subject.RELIEF: r"救助|帮扶",
    Subject.VISIT: r"预约|窗口办理|视频办理",
    Subject.ACTIVITY: r"活动|报名",
    Subject.NOTICES: r"提醒|推送|通知.*(打开|关)",
    Subject.PAYMENT: r"打入|打款|到账|汇|会员卡",
    Subject.PAPERS: r"上传|拍|材料|发票|证明|病历|清单",
    Subject.CLAIM: r"理赔|报案|住院|受伤|事故|出院|申请|医院|诊断|花了|自付|费用",
    Subject.COVER: r"您(的|有|名下).*(保障|参保)|在保",
    Subject.PROGRAMME: r"保障|互助|会费|投保|项目|计划|类",
}

_OWN = re.compile(r"您|已|第\d+步")
"""Without these a statement is of what holds for everybody."""
_QUESTION = re.compile(r"[？?]|^请|[，。]请|请(问|您|先|输入|提供|填写|上传|拍|确认|选|回复)|第\d+步|是否")
_SENTENCE = re.compile(r"(?<=[。！？!?\n])")


def find_expects(row: Mapping[str, Any]) -> Expects:
    """What a row's message came after: as the row says itself, else by the words of the bot that it gives."""
    if "expects" in row:
        return read_expects(row["expects"])
    return read_last_words(str(row.get("context") or ""))


def read_last_words(words: str) -> Expects:
    """What a message expects that comes after these words of the bot; words that ask nothing expect no answer."""
    sentences = [one.strip() for one in _SENTENCE.split(words) if one.strip()]
    question = next((one for one in reversed(sentences) if _QUESTION.search(one)), "")
    asked = Asked.STEP if _UPLOAD.search(question) else _first(_ASKED, question)
    subject = _first(_SUBJECTS, words)
    if subject is Subject.CLAIM and not asked and not _OWN.search(words):
        subject = Subject.PROGRAMME
    return Expects(asked, subject)


def _first(table: Mapping[_Kind, str], words: str) -> _Kind | None:
    return next((kind for kind, pattern in table.items() if re.search(pattern, words)), None)
