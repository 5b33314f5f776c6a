"""How somebody would be answered: in few words, where they say so."""

import re

_FEW_WORDS = re.compile(
    r"字(?:儿)?(?:少|大)|少(?:说|打|写|几个)(?:点|些)?字?|(?:短|简单|简短)(?:点|些|一点)|(?:别|少|不要|甭)(?:跟我)?(?:打官腔|啰嗦|废话|绕|扯|来虚的|长篇)"
    r"|(?:你|您)?就(?:直接)?(?:说|告诉我)|一句话|直说|直接说|痛快|眼(?:睛|神)?(?:不好|花|不行|不得劲)|看不清"
)


def wants_few_words(text: str) -> bool:
    """Whether the words ask for one plain sentence, and no more."""
    return bool(_FEW_WORDS.search(text))
