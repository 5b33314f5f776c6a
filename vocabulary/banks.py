"""Where else members would have their money sent: other banks' cards, purses on the telephone, as one calls them."""

import re

_OTHER = re.compile(
    r"(?:中国)?(?:建设|工商|农业|交通|招商|邮政储蓄|邮储|民生|中信|光大|浦发|兴业|华夏|平安|广发|农商)银行|中国银行"
    r"|[建工农中交招]行(?![动为业驶程了不吗])|邮[储政](?:的)?卡|微信(?:零钱|钱包|里)|支付宝|工资卡|信用卡|存折"
    r"|(?:别的|其他|另外)(?:银行)?的?卡|普通的?(?:北京银行)?卡"
)


def find_other_bank(text: str) -> str | None:
    """The bank, card or purse that the words name beside the members' own card: 建行."""
    found = _OTHER.search(text)
    return found[0] if found else None
