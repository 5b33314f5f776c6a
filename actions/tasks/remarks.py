"""What is said beside a form and is of no case: tiredness, pain of the moment, thanks; met in half a sentence, and noted nowhere."""

import re

from actions.question import Question
from vocabulary.day_names import find_days
from vocabulary.expects import Move
from vocabulary.sums import find_sums

_CLAUSE = re.compile(r"[，,。;；！!\s]+")
_WORN = re.compile(
    r"(?:一(?:整?[宿夜晚]|晚上|整晚)|[好几]{1,2}[天晚夜宿])(?:都|也)?(?:上)?没(?:合眼|睡|闭眼|休息)|没睡(?:好|着)?|(?<!劳)累(?:得|死|坏|瘫|垮|啊|呀|了|$)|[身心]累|(?:好|太|真|实在)困|熬(?:不住|得)"
    r"|(?:我|脑子|脑袋|人)?(?:都)?(?:糊涂|懵|木|迷糊|乱)(?:得很|透)?了?$|(?:顶|撑|扛)不住了?$"
)
_HURTS = re.compile(
    r"^(?:哎哟?|唉|我|真|太|好|还|又|手|脚|这会儿?|现在)*疼(?:得|死|啊|呀|着|$)|[直越]?疼得(?:厉害|不行|慌)"
)
_THANKS = re.compile(
    r"^(?:真是?|太|也)?(?:谢谢|多谢|感谢|辛苦|麻烦)(?:你|您|了|啦|啊|哈|们|姑娘|小妹|大姐|妹子)*$"
)
_SHORT_OF_TYPING = re.compile(r"打字[^，。]{0,3}(?:慢|费劲|不行|难)|^眼(?:睛|神)?(?:花|不好)")
_TIRED_OF_ASKING = re.compile(
    r"(?:啥|什么|哪样|样样|样儿)都?(?:得|要|让|叫|是)?(?:我|人)?(?:去)?(?:问|找)(?:单位|工会|别人|人家|别处)|(?:真|太)?(?:麻烦|费劲|折腾人)(?:啊|呀|死了?|了)?$"
)
_LONGEST = 12
_WORDS = (
    (_HURTS, "疼得厉害先找大夫，不急这一会儿。"),
    (_WORN, "您受累了，不急，慢慢来。"),
    (_SHORT_OF_TYPING, "不急，几个字几个字地说就行。"),
    (_TIRED_OF_ASKING, "让您来回问，对不住。"),
    (_THANKS, "不客气。"),
)
_FEELING = "您的难处我明白，不急。"


def is_remark(clause: str) -> bool:
    """Whether a clause says how somebody feels at the moment, and nothing of the case."""
    words = clause.strip()
    is_short = len(words) <= _LONGEST and not any(find_sums(words)) and not any(find_days(words))
    return is_short and any(form.search(words) for form, _ in _WORDS)


def leave_remarks_out(text: str) -> str:
    """The words without what is said beside the case."""
    clauses = [one for one in _CLAUSE.split(text) if one]
    rest = [one for one in clauses if not is_remark(one)]
    return text if len(rest) == len(clauses) else " ".join(rest)


def meet(question: Question) -> str:
    """Half a sentence for what was said beside the case; nothing where nothing was."""
    clauses = [one for one in _CLAUSE.split(question.text) if is_remark(one)]
    for form, words in _WORDS:
        if any(form.search(one) for one in clauses):
            return words
    return _FEELING if question.move is Move.FEELING else ""
