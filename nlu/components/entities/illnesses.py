"""Injuries and illnesses that are told rather than named: 股骨头摔断, 跟腱断了, 锁骨骨折."""

import re
from collections.abc import Iterator

from nlu.components.entities.spans import Entity

_PART = (
    r"(?:股骨头|股骨颈|股骨|锁骨|肋骨|尾骨|尾巴骨|尾椎骨?|肩胛骨|腕骨|踝骨|脚趾骨|指骨|跖骨|距骨|髋骨|髋部|腰椎骨|头骨|颅骨|眼眶|下巴|下颌骨?|颧骨|鼻骨|胫骨|腓骨|肱骨|桡骨|跟骨|颈椎|腰椎|胸椎|脊椎|脊柱|盆骨|骨盆|髌骨|膝盖|脚踝|脚腕|手腕|手臂|胳膊|大腿|小腿|手指头?|脚趾头?|"
    r"跟腱|韧带|半月板|右?腿|左腿|脚|腰|手|肩膀|脑袋|头|眼睛?|牙|耳朵|脾|肝|肾|胃|肠子?|胆|肺|子宫|卵巢|乳腺|甲状腺|前列腺|宫颈|食管|喉咙?|鼻咽|胰腺|膀胱|骨头|左手|右手|左脚|右脚|双腿|双手)"
)
_HARM = (
    r"(?:粉碎性骨折|开放性骨折|压缩性骨折|骨折|骨裂|骨劈|摔断|摔折|摔裂|摔碎|砸断|压断|撞断|撞折|断裂|撕裂|拉伤|扭伤|崴伤|挫伤|烫伤|烧伤|割伤|砸伤|压伤|摔伤|撞伤|坏死|脱臼|脱位|错位|移位|"
    r"(?:断|折|裂|崴|扭|烫|闪)了?)"
)
_TOLD = re.compile(rf"{_PART}(?:给|被)?{_HARM}|(?:摔断|砸断|撞断|摔折|扭伤|摔坏|崴伤)(?:了|的)?{_PART}")


def find_injuries(text: str) -> Iterator[Entity]:
    """A part of the body and what befell it; `text` is aligned, a value is its part of it."""
    for match in _TOLD.finditer(text):
        yield Entity("illness", match.group(), match.start(), match.end())
