"""What a member gets done by chat: claims filed, relief applied for, visits and activities, with changes of mind."""

from tests.scenarios.conversation import Conversation


def test_a_claim_is_filed_from_what_was_told_already(talk: Conversation) -> None:
    talk.become("zheng_hao")
    assert "是怎么回事" in talk.say("我要报销，上周五在朝阳医院住院花了八千五")
    summary = talk.say("阑尾炎突然疼，做了手术")
    assert "朝阳医院" in summary
    assert "8,500" in summary
    done = talk.say("对，提交")
    assert "登记好了，编号 LP" in done
    assert "诊断证明" in done
    assert "已经受理" in talk.say("我的理赔到哪一步了")


def test_a_value_is_corrected_before_it_is_sent(talk: Conversation) -> None:
    talk.become("zheng_hao")
    talk.say("我要报案，前天骑车摔了，脚踝骨折，在积水潭医院，花了三千二")
    corrected = talk.say("不是，是4200")
    assert "改好了，花费：4,200 元" in corrected
    assert "哪一项要改" in talk.say("要改")
    assert "哪家医院" in talk.say("医院")
    assert "协和医院" in talk.say("协和医院")


def test_a_form_is_stopped_kept_and_gone_on_with(talk: Conversation) -> None:
    talk.become("zheng_hao")
    talk.say("我要报案，前天骑车摔了，脚踝骨折")
    assert "留七天" in talk.say("算了")
    assert "记下的有" in talk.say("继续")
    assert "医院" in talk.history()[-1]


def test_a_question_in_between_is_answered_and_the_form_comes_back(talk: Conversation) -> None:
    talk.become("zheng_hao")
    assert "医院" in talk.say("我要报案，前天骑车摔了，脚踝骨折")
    between = talk.say("京卡丢了怎么补")
    assert "卡" in between
    assert "在哪家医院" in between


def test_a_day_that_has_not_come_is_refused_with_the_reason(talk: Conversation) -> None:
    talk.become("zheng_hao")
    talk.say("我要报案，骑车摔了，脚踝骨折")
    assert "还没到" in talk.say("下周三")
    assert "转人工" in talk.say("明年三月")


def test_relief_is_asked_for_in_a_story_and_only_the_rest_is_asked(talk: Conversation) -> None:
    talk.become("bai_yang")
    first = talk.say("家里昨天夜里着火了，什么都没了，求求你们帮帮我们")
    assert "同事" in first
    assert talk.status == "waiting"
    assert "120,000" in talk.say("损失大概十二万")
    assert "别处" in talk.say("申请") or "别处" in talk.history()[-1]
    talk.say("没有")
    summary = talk.say("13800000001")
    assert "突发事件" in summary
    assert "120,000" in summary
    done = talk.say("对")
    assert "编号 JZ" in done
    assert "单位工会核实" in done
    assert "要等委员会定" in done


def test_relief_elsewhere_than_daxing_is_said_to_be_elsewhere(talk: Conversation) -> None:
    talk.become("meng_chao")
    answer = talk.say("我得了肺癌，化疗花光了钱，想申请应急救助")
    assert "大兴区的" in answer
    assert "朝阳" in answer


def test_a_visit_is_booked_moved_and_cancelled_each_with_a_yes(talk: Conversation) -> None:
    talk.become("jin_xin")
    assert "对吗" in talk.say("预约下周三上午去大兴")
    assert "约好了" in talk.say("对")
    asked = talk.say("改到下午")
    assert "下午，大兴区窗口，对吗" in asked
    assert "改好了" in talk.say("对，就这样")
    assert "上午，大兴区窗口，对吗" in talk.say("预约改到下周四上午")
    assert "改好了" in talk.say("对")
    assert "要取消" in talk.say("取消预约")
    assert "取消了" in talk.say("对，取消")
    assert "没有约好" in talk.say("取消预约")


def test_a_visit_is_booked_step_by_step_and_seen(talk: Conversation) -> None:
    talk.become("jin_xin")
    assert "没有约好" in talk.say("我还有预约吗")
    begun = talk.say("我要预约")
    assert "大兴区窗口" in begun
    assert "哪天去" in begun
    assert "哪天" in talk.say("海淀")
    assert "上午还是下午" in talk.say("下周二")
    assert "上午，海淀区窗口，对吗" in talk.say("十一点")
    assert "约好了" in talk.say("对")
    assert "预约号" in talk.say("我的预约")
    assert "哪一类" in talk.say("我要报案")
    assert "要取消" in talk.say("取消预约")
    assert "取消了" in talk.say("对")


def test_the_newest_words_about_a_visit_count(talk: Conversation) -> None:
    talk.become("pan_long")
    talk.say("我要预约")
    talk.say("下午")
    assert "上午，大兴区窗口，对吗" in talk.say("约下周三上午去大兴窗口")
    assert "没约" in talk.say("算了")


def test_a_month_is_no_day_and_the_day_is_asked_for_in_it(talk: Conversation) -> None:
    talk.become("zheng_hao")
    asked = talk.say("我要报案，去年三月骑车摔了，脚踝骨折")
    assert "3月的哪一天" in asked
    talk.say("9号")
    talk.say("朝阳医院")
    summary = talk.say("没少花，大概三四千")
    assert "3月9日" in summary
    assert "大约 3,000–4,000 元，先按 3,000 元记" in summary


def test_a_lunar_day_and_a_sum_in_formal_signs_are_understood(talk: Conversation) -> None:
    talk.become("zheng_hao")
    talk.say("我要报案，骑车摔了，脚踝骨折")
    talk.say("去年农历八月十五")
    talk.say("朝阳医院")
    summary = talk.say("壹万贰仟叁佰元整")
    assert "12,300 元" in summary


def test_an_activity_is_joined_and_left(talk: Conversation) -> None:
    talk.become("jin_xin")
    assert "周末徒步" in talk.say("最近有什么会员活动")
    assert "报上名了" in talk.say("报名周末徒步")
    assert "要取消" in talk.say("取消报名周末徒步")
    assert "取消了" in talk.say("对，取消报名")


def test_danger_leaves_every_form(talk: Conversation) -> None:
    talk.become("zheng_hao")
    talk.say("我要报案，前天骑车摔了，脚踝骨折")
    answer = talk.say("我不想活了")
    assert "12356" in answer
    assert "医院" not in answer


def test_whoever_is_not_linked_is_linked_first(talk: Conversation) -> None:
    answer = talk.say("我要报案，前天骑车摔了，脚踝骨折")
    assert "先核对一下身份" in answer
    assert len(talk.links) == 1


def test_news_is_stopped_without_stopping_what_concerns_the_member(talk: Conversation) -> None:
    assert "要停掉" in talk.say("别给我发消息了")
    assert "还会发" in talk.say("对")
    assert talk.status == "bot"
    assert "都停了" in talk.say("全部停掉提醒")
    assert "打开了" in talk.say("把到账提醒打开")


def test_a_refusal_is_explained_and_looked_at_again(talk: Conversation) -> None:
    talk.become("zhou_jie")
    answer = talk.say("凭什么不给我赔，我要申请复核")
    assert "LP" in answer
    assert "没有通过" in answer
    assert "复核" in answer
    assert talk.status == "bot"
    talk.say("对，请同事复核")
    assert talk.status == "waiting"


def test_what_was_asked_about_last_is_what_the_next_question_means(talk: Conversation) -> None:
    talk.become("ren_hong")
    assert "评审委员会" in talk.say("救助批了没")
    assert "5 万" in talk.say("那能给多少啊")


def test_a_place_without_a_word_is_asked_again_and_may_be_changed_at_the_end(talk: Conversation) -> None:
    talk.become("zheng_hao")
    talk.say("我要报案，前天骑车摔了，脚踝骨折，花了三千八")
    assert "哪家医院" in talk.say("-500")
    assert "朝阳医院" in talk.say("朝阳医院")
    assert "改好了，医院或地点：协和医院" in talk.say("协和医院")
