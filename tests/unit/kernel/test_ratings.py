"""Plain words that answer how a person's help was, and words that do not."""

from bot.kernel.conversation.ratings import read_rating
from bot.kernel.conversation.tickets import Rating
from testing.tables import each

SAID = {
    Rating.GOOD: "满意 很满意 非常满意！ 挺好的 很好 特别好 不错 挺不错的 满意，谢谢您 谢谢，很满意 太棒了 解决了 问题解决了 👍 👍👍"
    " 五星 满分 评价：满意 都挺满意的 服务很好 非常耐心 可以 好评",
    Rating.FAIR: "一般 一般般吧 还行 还行吧 还可以 凑合 马马虎虎 就那样 差不多 勉强吧 我觉得一般",
    Rating.BAD: "不满意 很不满意 不太满意 不行 不好 差 太差了 差评 没解决 没有解决 问题还没解决 没用 没帮上"
    " 不怎么样 白等了 糟糕 失望 态度不好 根本没说清楚 一星 事情没办成",
}
OTHER = """我的理赔到哪一步了
对审核结果不满意，我要申请复核
满意的话能不能早点打款
不行我明天再来交材料
没解决的话找谁
好的
嗯
谢谢
对
一般多久到账
差什么材料
我差一张发票
不可以改日期吗
3万
转人工
再见
您满意吗
好
""".strip().splitlines()


@each((one, rating) for rating, words in SAID.items() for one in words.split())
def test_plain_words_are_an_answer(words: str, rating: Rating) -> None:
    assert read_rating(words) is rating


@each(OTHER)
def test_other_words_are_none(words: str) -> None:
    assert read_rating(words) is None
