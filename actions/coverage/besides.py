"""What is asked of one's cover besides how long it holds: each has its own sentence first, and one way on."""

from actions.coverage.held import OwnCover
from actions.not_known import say_not_written
from actions.said import TO_PERSON, Said
from vocabulary.aspects import Aspect

_HOTLINE = "单位推着不管，打职工热线 12351，或点“转人工”。"


def say_effect(cover: OwnCover) -> Said:
    """What a change does to it is nowhere written; how it stands now, and whom to ask before anything is done."""
    first = (
        f"{say_not_written(cover.question, Aspect.EFFECT)}能说准的是：{say_shortly(cover)}。"
        f"动之前先问{cover.union}的经办人，报上了的也请他跟一跟；要同事帮着问，点“转人工”。"
    )
    return Said(first, "", (TO_PERSON,))


def say_compared(cover: OwnCover) -> Said:
    """Of somebody else nothing; one's own, and who puts it right."""
    first = f"别人有什么、为什么跟您不一样，我看不到。您自己的：{say_shortly(cover)}。先找{cover.union}的经办人核；{_HOTLINE}"
    return Said(first, "", (TO_PERSON,))


def say_notified(cover: OwnCover) -> Said:
    """Whether anybody was told that it ends is not recorded."""
    first = f"到期前后有没有通知过您，记录里没有写，我不敢说通知过。{say_shortly(cover)}。续没续上，请{cover.union}的经办人查。"
    return Said(first, "", (TO_PERSON,))


def say_papers(cover: OwnCover) -> Said:
    """Cover itself takes no papers; a claim does."""
    return Said("保障本身不用您交材料，单位统一报。出了事要报的时候才备材料，说说什么事，我告诉您备哪几样。")


def say_meaning(cover: OwnCover) -> Said:
    """What the plan that is meant is for, in the table's first sentence."""
    asked = cover.asked or cover.valid
    said = [
        f"{cover.name_plan(one.plan_code)}：{cover.knowledge.find(one.plan_code, 'overview').text.split('。')[0]}。"
        for one in asked[:2]
    ]
    return Said("".join(said) or say_not_written(cover.question, Aspect.MEANING))


def say_haste(cover: OwnCover) -> Said:
    """When it begins is the unit's and the centre's to set."""
    first = f"哪天生效、能不能提前，由单位和中心办，我这里快不了。{say_shortly(cover)}。想问，找{cover.union}的经办人。"
    return Said(first, "", (TO_PERSON,))


def say_advance(cover: OwnCover) -> Said:
    """Money comes for a claim, after the review."""
    first = f"有保障不等于先给钱：出了事报上来，审过才打款，先给一部分的规定我没看到。眼下急用，问{cover.union}有没有困难补助，或打 12351。"
    return Said(first, "", (TO_PERSON,))


def say_change(cover: OwnCover) -> Said:
    """Who may change, stop or give back what the unit took out."""
    first = f"保障由单位统一办，我这里改不了、停不了。{say_not_written(cover.question)}找{cover.union}的经办人问。"
    return Said(first, "", (TO_PERSON,))


def say_substitute(cover: OwnCover) -> Said:
    """Whether something else will do is nowhere written."""
    return Said(
        f"{say_not_written(cover.question, Aspect.SUBSTITUTE)}请问{cover.union}的经办人；{_HOTLINE}",
        "",
        (TO_PERSON,),
    )


def say_received(cover: OwnCover) -> Said:
    """What is in the record came; what the unit has just handed in cannot be seen."""
    held = cover.names([*cover.valid, *cover.upcoming])
    known = f"记录里已经有的是{held}。" if held else "记录里现在没有在保的。"
    return Said(f"{known}单位刚报上去的收没收到，我这里看不到，问{cover.union}的经办人。", "", (TO_PERSON,))


def say_shortly(cover: OwnCover) -> str:
    """`重疾 1 份现在在保，到2027年3月5日`."""
    asked = cover.asked or cover.valid
    held = [one for one in asked if one.standing == "valid"]
    if held:
        last = min(one.expiry_date for one in held)
        return f"{cover.names(held)}现在在保，到{cover.say_date(last)}"
    late = [one for one in asked if one.standing == "upcoming"]
    if late:
        return f"{cover.names(late)}{cover.say_date(late[0].effective_date)}才生效"
    over = [one for one in asked if one.standing == "expired"]
    return (
        f"{cover.names(over)}{cover.say_date(over[0].expiry_date)}到期了" if over else "您名下现在没有在保的"
    )
