"""Which words cannot wait, and which are an ordinary application or a question."""

from actions.urgency import tells_emergency
from testing.tables import each

NOW = """
人在ICU 等钱 最快几天
我老伴儿在医院抢救呢等着交钱呢最快什么时候能下来
我老公出车祸在ICU，急着交押金
我现在急需用钱，能不能马上找个人
急用钱，最快多久能下来
我爱人昨天晚上脑出血进了ICU，一天一万多，家里撑不住了，你们能不能帮帮我
医院催着交费，实在凑不齐了
孩子的药断了，没钱买药
今天就要交五万押金，没有钱
手术费今天下午就要交钱，家里拿不出钱交
我家着火了，什么都烧没了，求求你们帮帮我
家里昨天夜里着火了，什么都没了
房子昨晚被淹了，一家人在楼道里
昨天半夜我家厨房着火，家具电器全烧了，一家三口没地方住，求帮忙
上个月着火以后就没地方住，今晚还不知道睡哪
楼塌了，我们现在没地方去
我们已经吃不上饭了
家里揭不开锅了
我爸正在抢救
老伴病危，求求你们
水管爆了，屋里没法住人了
""".strip().splitlines()
ORDINARY = """
我要申请应急救助
应急救助怎么申请
我家上个月着火了，想申请应急救助
去年家里着火损失八万，能申请救助吗
房子着火了能申请吗
我得了肺癌，化疗花光了钱，想申请应急救助
我想申请大病救助，我做透析三年了
我妈去年进过ICU，住院医疗报不报
重症监护的钱住院医疗报不报
厨房失火 管不管
楼上那个水管子崩了把我们家屋顶和墙都给淹了这个工会给不给赔啊
暖气爆了家财险赔不赔
想问问救助金多少钱
我不着急用钱，就问问
要是急用钱怎么办
没地方住的人能申请吗
对，提交
13800000001
材料交不齐怎么办
我骑车摔了，脚踝骨折，想报意外
钱什么时候到账
火灾能赔多少
我在等钱到账
材料实在凑不齐怎么办
照片交不上去
我现在要交钱参保吗
明天要交多少钱
停药以后还报不报
住院押金现在要交多少
现在交钱还来得及吗
等钱打到卡上要几天
ICU 住了十天，上个月出院了，想申请救助
""".strip().splitlines()


@each(NOW)
def test_need_of_today_is_known(words: str) -> None:
    assert tells_emergency(words)


@each(ORDINARY)
def test_an_ordinary_application_is_no_emergency(words: str) -> None:
    assert not tells_emergency(words)
