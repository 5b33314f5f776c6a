"""Whether a record is asked for by somebody's name: 小刘的那笔, 李工家那份, 查一下周敏."""

import re

_SURNAME = (
    "[王李张刘陈杨赵黄周吴徐孙胡朱林何郭罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏"
    "钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文]"
)
_GIVEN = (
    "[伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建国志辉鹏飞鑫波斌宾宇浩凯琳雪梅莉婷慧俊峰健亮龙云燕玲萍"
    "松瑞蕊丹彬欣怡佳晨阳博旭倩颖雯琴瑶瑾岩毅威豪帅卫东海林春莲凤珍珠荣芬芝菊香素淑贤惠洁蕾薇悦冰娅三四五六]"
)
_CALLED = rf"(?<![大最从])[小老](?:{_SURNAME}|高(?!龄|血|烧|压))"
_NAME = rf"(?:{_SURNAME}(?:师傅|大?[姐哥]|工|老师|阿姨|[叔婶姨])|{_SURNAME}.{{0,1}}{_GIVEN})"
_BEFORE = r"(?:^|[\s，。？?,、]|[们叫查问看帮替给室部厂科组班间司位友事工上下个边面和跟])"
_THEIRS = r"(?:他|她)?(?:家)?(?:的(?!话|时候|意思|说法)|那(?![边里时天儿会么样])|这(?![边里时天儿会么样])|呢|着火|住院)"
_OF_SOMEBODY = re.compile(
    rf"(?:{_BEFORE}{_NAME}|{_CALLED}){_THEIRS}|(?:查|帮|替)(?:一?下|查)?(?:{_NAME}|{_CALLED})(?!说)"
)
_MYSELF = re.compile(rf"(?:我(?:是|叫|就是)|本人|姓名[是:：]?)\s?{_NAME}")


def names_somebody(text: str) -> bool:
    """Whether the words ask after what is a named person's; one who gives their own name means themselves."""
    return bool(_OF_SOMEBODY.search(text)) and not _MYSELF.search(text)
