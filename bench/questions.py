"""The same question by two ways: as a WeChat push, and straight to Rasa's channel."""

import secrets
from datetime import UTC, datetime

import httpx

from bench.load import Ask
from bench.servers import RASA_TOKEN, MeasuredBot
from testing.wechat_account import ACCOUNT
from wechat_sim.pushes import text_nodes, write_push
from wechat_sim.replies import read_reply

TURNS_OF_ONE = 40
"""So many one person asks, by either way, before the next begins: the bot answers nobody more than sixty a minute."""
QUESTIONS = ("我有哪些保障", "怎么申请应急救助", "我的理赔到哪一步了", "女工特疾能给多少钱")


def ask_by_wechat(measured: MeasuredBot, http: httpx.AsyncClient) -> Ask:
    """A signed, encrypted push in, an encrypted reply out and opened."""
    run = secrets.token_hex(4)

    async def ask(member: int, turn: int) -> None:
        nodes = text_nodes(QUESTIONS[turn % len(QUESTIONS)])
        person = turn // TURNS_OF_ONE
        push = write_push(ACCOUNT, f"oBench{run}{member:09d}{person:09d}", nodes, datetime.now(UTC))
        answer = await http.post(f"{measured.bot.url}/wechat?{push.query}", content=push.body)
        if read_reply(ACCOUNT, push.nodes, answer.content) is None:
            raise RuntimeError("no inline answer")

    return ask


def ask_rasa(measured: MeasuredBot, http: httpx.AsyncClient) -> Ask:
    """Rasa's channel."""
    run, passes = secrets.token_hex(4), measured.passes
    headers = {"Authorization": f"Bearer {RASA_TOKEN}"}

    async def ask(member: int, turn: int) -> None:
        words = QUESTIONS[turn % len(QUESTIONS)]
        sender = f"{run}-{member}-{turn // TURNS_OF_ONE}"
        metadata = {"pass": passes.write(sender, {"member_id": None})}
        message = {"sender": sender, "message": words, "metadata": metadata}
        url = f"{measured.rasa_url}/webhooks/huzhu/webhook"
        if not (await http.post(url, json=message, headers=headers)).json():
            raise RuntimeError("Rasa said nothing")

    return ask
