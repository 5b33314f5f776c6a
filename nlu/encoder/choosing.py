"""Chooses the pieces that Chinese messages need, of the 250,000 for a hundred languages."""

import string
from collections.abc import Iterable

import numpy as np

from nlu.components.sentences.pieces import SIGNS, Pieces
from nlu.components.text import normalise
from nlu.encoder.weights import Array, Source

_BLANK = "\u2581"
_MARKS = frozenset(string.digits + string.punctuation + "。，、？！：；（）《》“”‘’…—～·￥°℃")
_LONGEST_LATIN = 3

_MEANINGS = {
    "asked:programme": "哪个项目", "asked:record": "哪一笔", "asked:meaning": "哪个意思", "asked:yes": "可以吗",
    "asked:go_on": "接着填吗", "asked:step": "下一步", "asked:rating": "满意吗", "asked:kind": "哪一类",
    "asked:story": "发生了什么", "asked:day": "哪天", "asked:sum": "多少钱", "asked:place": "哪家医院",
    "asked:whose": "本人还是家人", "asked:district": "哪个区", "asked:unit": "单位名称", "asked:telephone": "手机号",
    "subject:claim": "理赔", "subject:payment": "到账", "subject:cover": "保障", "subject:relief": "救助",
    "subject:visit": "预约", "subject:activity": "活动", "subject:papers": "材料", "subject:notices": "提醒",
    "subject:identity": "绑定", "subject:programme": "项目", "subject:service": "服务", "subject:person": "人工",
}  # fmt: skip
"""What a context's piece means at first: the mean of these words."""


def choose_pieces(source: Source, messages: Iterable[str]) -> tuple[Pieces, list[int]]:
    """The pieces that are kept, and the row of each in the source: the signs, simplified Chinese, digits and marks,
    short Latin ones, and whatever the messages are cut into.
    """
    whole = Pieces([*SIGNS, *source.pieces[len(SIGNS) :]], source.scores)
    used = {place for message in messages for place in whole.cut(normalise(message))}
    signs = range(len(SIGNS))
    kept = [
        *signs,
        *(
            place
            for place in range(len(signs), len(source.pieces))
            if place in used or _is_ours(source.pieces[place])
        ),
    ]
    pieces = [*SIGNS, *(source.pieces[place] for place in kept[len(signs) :])]
    return Pieces(pieces, [source.scores[place] for place in kept]), kept


def mean_contexts(source: Source, pieces: Pieces, kept: list[int], contexts: Iterable[str]) -> Array:
    """The first rows of the contexts' own pieces."""
    words = source.numbers["emb.word"]
    rows = [words[[kept[place] for place in pieces.cut(_MEANINGS[one])]].mean(axis=0) for one in contexts]
    return np.stack(rows)


def _is_ours(piece: str) -> bool:
    bare = piece.replace(_BLANK, "")
    if not bare:
        return True
    if any("\U0001f300" <= one <= "\U0001faff" for one in bare):
        return len(bare) == 1
    if bare.isascii() and bare.isalpha():
        return len(bare) <= _LONGEST_LATIN and bare == bare.lower()
    are_known = all("\u4e00" <= one <= "\u9fff" or one in _MARKS for one in bare)
    return are_known and normalise(bare) == bare
