"""Whom a message is about, where a colleague is told of rather than named: 我单位一名职工, 一位老教师."""

import re
from collections.abc import Iterator

from nlu.components.entities.spans import Entity

_WHO = (
    r"(?:职工|员工|老师|护士|大夫|医生|师傅|工人|同事|会员|女工|教师|保安|保洁员?|司机|工友|队员|社工|大姐|大哥|同志"
    r"|厨师|技师|民警|姐妹|人员|护工|护士长|实习生|规培生|劳模|队友|保育员|环卫工|快递员|骑手|班主任)"
)
_KIN = r"(?:父|母|爸|妈|爱人|配偶|孩子|儿子|女儿|家属|老伴|妻子|丈夫)"
_COUNT = r"(?:一|两|俩|几|三|四|五|六|十|\d+|某|这|那|该)(?:名|位|个)"
_SOMEBODY = (
    r"(?:职工|员工|护士长?|护工|老师|教师|工人|同事|实习生|规培生|劳模|师傅|大姐|保洁|保安|司机|骑手|临时工)"
)
_NOT_ONESELF = r"(?<!我是)(?<!我一)(?<!在职)(?<!我们)(?<!作为)(?<!女)"
_NEAR = r"[^,.;:!?，。！？；：\s]"
_BEFELL = r"(?:离职|退休|辞职|改名|调走|调动|住院(?!医疗|互助|津贴|报销|补|险|能报)|生病|得病|去世|请假|休假|返岗|怀孕|出事|受伤|摔|入职)"
_NO_PLAN = r"(?!的?险|保险|互助|特|计划|活动|套餐)"
_COLLEAGUE = re.compile(
    rf"(?:(?<!我)(?<!我是){_COUNT}{_NEAR}{{0,8}}?{_WHO}|该(?:职工|员工|同志|教师|会员))(?!的?{_KIN}){_NO_PLAN}"
    rf"|(?:替|帮|代){_NEAR}{{0,6}}?{_SOMEBODY}(?!的?{_KIN})"
    rf"|给{_NEAR}{{0,6}}?{_SOMEBODY}{_NEAR}{{0,3}}(?:报|申请|办|登记|申领|领)"
    rf"|有(?:个|位|名|几个)?{_SOMEBODY}(?!的?{_KIN}|说|告诉|讲|问)"
    rf"|{_NOT_ONESELF}{_SOMEBODY}(?:[小老][\u4e00-\u9fff]|的(?:病历|身份证|材料|票据?|名字|理赔|钱|医保|信息|照片))"
    rf"|{_NOT_ONESELF}{_SOMEBODY}{_NEAR}{{0,4}}?{_BEFELL}"
)


def find_colleagues(text: str) -> Iterator[Entity]:
    """Somebody of one's unit: relation `other`; `text` is aligned."""
    for match in _COLLEAGUE.finditer(text):
        yield Entity("relation", "other", match.start(), match.end())
