"""What members would ask of each system, in words that nobody thought of when it was taught."""

import pytest

from tests.scenarios.conversation import Conversation

ASKED = """
2 | 你们那医疗互助跟意外保障总共都有哪些项目呀 | 不是保险公司
2 | 一共几种保障 | 二次报销
3 | 看病自己付的那块儿工会咋给报 | 自付一
3 | 自付的 怎么报 | 季度
6 | 女职工查出乳腺癌那个险给多少 | 15,000
8 | 综合的 选A还是选B | 没写
8 | 综合保障A跟B到底差在哪呀 | 没写
9 | 娃在工会托管班磕着了管不管 | 托管班
9 | 托管班 孩子伤了 算吗 | 托管班
11 | 疗养的时候崴了脚算不算 | 疗休养
11 | 劳模休养那几天摔了给管吗 | 疗休养
13 | 赔完了自己还欠一大堆 有别的帮助没 | 帮扶救助
13 | 理赔报完了还是扛不住咋办 | 报完
14 | 病了住院工会有人来看看我不 | 单位工会
15 | 我闺女开了个小公司想贷款咋贷 | 企业
15 | 小店能贷款吗 | 企业
22 | 重疾的条款全文上哪看 | 4484
22 | 住院津贴的细则有没有 | 567
23 | 单位给职工参保钱打给谁 | 市级
23 | 我是经办的 参保保费交哪儿 | 市级
25 | 能不能自己在APP上报 | 12351
25 | 不通过单位我自己报行不行 | 12351
26 | 材料应该递给谁啊 | 经办人
29 | 尿毒症 大兴救助给多少 | 5 万
29 | 大兴那个救助得了癌能给多少呀 | 5 万
30 | 屋顶塌了 有救助没有 | 应急救助
33 | 困难户建档得够啥条件 | 单位工会
33 | 家里太困难了想建个档咋弄 | 帮扶中心
34 | 年底工会给发钱不 | 单位工会
34 | 过年有人来慰问吗 | 困难职工
35 | 温暖基金会是干啥的呀 | 管账户
35 | 基金会的管理规定给看看 | 管账户
""".strip().splitlines()
WANTED = """
8 | 综合保障A类是啥 | 想让单位给我们上综合保障A类，帮我登记一下 | 记下了
8 | 综合险怎么参加 | 那帮我登记 跟单位说说给我们上综合险 | 记下了
13 | 二次帮扶怎么办 | 帮我登记 | 二次帮扶
13 | 二次帮扶是啥 | 想办，请同事联系我 | 二次帮扶
15 | 创业小额贷款怎么贷 | 那给我登记上吧 | 小额贷款
23 | 直投怎么参保 | 登记一下 | 直投
33 | 困难职工怎么建档 | 帮我记一个 | 建档
33 | 困难职工建档怎么弄 | 行，登记吧 | 建档
""".strip().splitlines()
NOW = [
    "我爱人在ICU抢救呢等着交钱最快几天下来",
    "娃正抢救 押金今天就得交 钱几天能到",
]
ELSEWHERE = ["我要申请大兴那个救命基金", "给我申请大兴的应急救助 家里着火了"]


def split(case: str) -> list[str]:
    """The parts of a row of a table, without the row's number."""
    return [part.strip() for part in case.split("|")][1:]


@pytest.mark.parametrize("case", ASKED)
def test_what_is_asked_is_what_is_answered(talk: Conversation, case: str) -> None:
    words, wanted = split(case)
    answer = talk.say(words)
    assert wanted in answer
    assert "您问的是哪" not in answer


@pytest.mark.parametrize("case", WANTED)
def test_the_wish_is_taken_down_for_what_was_explained(talk: Conversation, case: str) -> None:
    asked, wish, name = split(case)
    talk.say(asked)
    done = talk.say(wish)
    assert "记下了" in done
    assert name in done


@pytest.mark.parametrize("words", NOW)
def test_need_of_today_calls_somebody_and_names_the_hotline(talk: Conversation, words: str) -> None:
    talk.become("li_qiang")
    answer = talk.say(words)
    assert "已经叫同事了" in answer
    assert "12351" in answer
    assert "季度" not in answer


@pytest.mark.parametrize("words", ELSEWHERE)
def test_whoever_is_of_another_district_hears_so_before_the_form(talk: Conversation, words: str) -> None:
    talk.become("fan_ping")
    answer = talk.say(words)
    assert "朝阳" in answer
    assert "不在范围里" in answer


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("shi_kai", "我这社工套餐都管啥，啥时候到期"),
        ("fan_ping", "我孩子那托管班的保障还有效不"),
        ("xiong_wei", "我在冬奥工地上的那个保障还有没有"),
    ],
)
def test_own_cover_is_shown_though_it_is_named_by_somebody(talk: Conversation, key: str, words: str) -> None:
    talk.become(key)
    answer = talk.say(words)
    assert "只能查您本人" not in answer
    assert "没有在保的项目" not in answer
    assert "到" in answer
