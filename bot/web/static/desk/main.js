// The console: joins queue, conversation, composer and facts, and keeps them true.
import { get, post } from "./api.js";
import * as composer from "./composer.js";
import { $, choice, dialog, make } from "./drawing.js";
import * as facts from "./facts.js";
import * as keys from "./keys.js";
import { follow } from "./live.js";
import * as queue from "./queue.js";
import * as thread from "./thread.js";

let shown = null,
  reading = null,
  isStale = false,
  openings = 0;

// Told where it is seen: above the queue, while no conversation is.
function fail(fault) {
  const isOpen = !$("opened").hidden && $("opened").offsetParent !== null;
  const place = $(isOpen ? "refusal" : "trouble");
  place.hidden = false;
  place.textContent = fault.message;
}

async function readQueue() {
  if (reading) {
    isStale = true;
    return;
  }
  reading = get("queue");
  try {
    queue.show(await reading);
    const now = queue.find(shown?.id);
    if (now) describe(now);
    else if (shown && shown.state !== "closed") await describeAnew(shown.id);
  } finally {
    reading = null;
    if (isStale) {
      isStale = false;
      readQueue();
    }
  }
}

// Whatever arrives after another conversation was opened is not of the one that is shown.
async function describeAnew(id) {
  const { ticket } = await get(`tickets/${id}`);
  if (shown?.id === id) describe(ticket);
}

function describe(ticket) {
  shown = ticket;
  $("member").textContent = `${ticket.member}　${ticket.reason_words}`;
  const holder = ticket.holder?.name
    ? ticket.mine
      ? "我接着"
      : `${ticket.holder.name} 接着`
    : ticket.state === "closed"
      ? "已结束"
      : "没有人接";
  $("why").textContent = [holder, ticket.desk_words, ticket.district, ticket.about]
    .filter(Boolean)
    .join(" · ");
  $("raised").hidden = !ticket.raised;
  $("raised").textContent = ticket.raised ? `${ticket.reason_words}的那句话：“${ticket.raised}”` : "";
  $("take").hidden = ticket.state !== "waiting";
  for (const id of ["pass", "snooze", "resolve"]) $(id).hidden = !ticket.mine;
  $("snooze").textContent = ticket.snoozed_until ? "现在处理" : "稍后";
  composer.show(ticket);
}

function brief(handover) {
  const box = $("briefing"),
    inside = box.querySelector("div");
  box.querySelector("summary").textContent =
    `接手前看一眼：${handover.reason_words}${handover.about ? `，${handover.about.split("\n")[0]}` : ""}`;
  inside.replaceChildren(
    ...(handover.about ? [make("p", "", handover.about)] : []),
    ...handover.tried.flatMap((one) => [
      Object.assign(make("p", "", `问：${one.question}`), { dir: "auto" }),
      make("p", "quiet", `答：${one.answer}`),
    ]),
  );
}

function people(list) {
  $("others").textContent = list.map((one) => `${one.name}${one.typing ? " 正在写" : " 也在看"}`).join("，");
}

async function open(id) {
  const opening = ++openings;
  $("trouble").hidden = true;
  const view = await get(`tickets/${id}`).catch(fail);
  if (!view || opening !== openings) return;
  $("empty").hidden = true;
  $("opened").hidden = false;
  $("main").dataset.shown = "thread";
  describe(view.ticket);
  queue.mark(id);
  brief(view.handover);
  people(view.people);
  thread.show(id, view);
  look(false);
  await showFacts(id, opening);
}

// Until they are there nobody's are: a canned reply is filled with nobody else's name.
async function showFacts(id, opening) {
  composer.setVariables(null);
  facts.clear("正在取资料…");
  const found = await facts.find(id).catch(() => null);
  if (opening !== openings) return;
  composer.setVariables(found?.variables);
  if (found) facts.show(id, found);
  else facts.clear("资料没有取到，再点一下这个对话。");
}

async function doAct(path, body) {
  const id = shown.id;
  try {
    const { ticket } = await post(`tickets/${id}/${path}`, body);
    if (shown?.id === id) describe(ticket);
  } finally {
    readQueue();
    thread.refresh();
  }
}

async function act(path, body, after = () => {}) {
  if (!shown) return;
  try {
    await doAct(path, body);
    after();
  } catch (fault) {
    fail(fault);
  }
}

// Of two who press at once each gets another one.
async function takeAlarm() {
  const tried = [];
  let last = null;
  $("trouble").hidden = true;
  for (let next = queue.nextAlarm(); next; next = queue.nextAlarm(tried)) {
    tried.push(next.id);
    try {
      await post(`tickets/${next.id}/take`);
      await open(next.id);
      $("words").focus();
      last = null;
      break;
    } catch (fault) {
      last = fault;
      if (!["taken", "closed"].includes(fault.code)) break;
    }
  }
  if (last) fail(last);
  readQueue();
}

const take = () => shown?.state === "waiting" && act("take", {}, () => $("words").focus());

async function pass() {
  if (!shown?.mine) return;
  const [desks, staff] = await Promise.all([get("desks"), get("staff")]);
  let form;
  await dialog(
    "转交给谁",
    (inside) => {
      form = inside;
      inside.append(
        ...staff
          .filter((one) => one.id !== shown.holder?.id)
          .map((one) => choice("to", `staff:${one.id}`, `${one.name}${one.online ? "（在线）" : ""}`)),
        ...desks.map((one) => choice("to", `desk:${one.code}`, `${one.words}组`)),
      );
      const label = make("label", "", "给接手的人留一句"),
        note = make("textarea");
      note.maxLength = 2000;
      label.append(note);
      inside.append(label);
    },
    () => {
      const [kind, value] = form.querySelector("input:checked").value.split(":");
      return doAct("transfer", {
        [kind]: kind === "staff" ? Number(value) : value,
        note: form.querySelector("textarea").value,
      });
    },
  );
}

async function snooze() {
  if (!shown?.mine) return;
  if (shown.snoozed_until) {
    act("wake");
    return;
  }
  const morning = new Date();
  morning.setDate(morning.getDate() + 1);
  morning.setHours(9, 0, 0, 0);
  const untilMorning = Math.min(1440, Math.ceil((morning - Date.now()) / 60000));
  let form;
  await dialog(
    "多久以后再看",
    (inside) => {
      form = inside;
      inside.append(
        choice("minutes", 10, "10 分钟", true),
        choice("minutes", 30, "30 分钟"),
        choice("minutes", 60, "1 小时"),
        choice("minutes", untilMorning, "明天早上 9 点"),
      );
    },
    () => doAct("snooze", { minutes: Number(form.querySelector("input:checked").value) }),
  );
}

async function resolve(andNext = false) {
  if (!shown?.mine) return;
  let form;
  const agreed = await dialog(
    "办完了，交还给小助手",
    (inside) => {
      form = inside;
      inside.append(
        choice("back", "continue", "接着办：没填完的表接着问", true),
        choice("back", "fresh", "从头开始：忘掉没填完的"),
      );
    },
    () => doAct("resolve", { back: form.querySelector("input:checked").value }),
  );
  if (agreed && andNext) queue.step(1);
}

function look(typing) {
  if (shown) post(`tickets/${shown.id}/presence`, { typing }).catch(() => {});
}

function listen() {
  follow({
    whenConnected: () => {
      readQueue();
      thread.refresh();
    },
    whenChanged: (change) => {
      readQueue();
      if (change.ticket === shown?.id) thread.refresh();
    },
    whenPresent: (news) => {
      if (news.ticket === shown?.id) people(news.people);
    },
  });
}

queue.start(open);
thread.start(fail);
composer.start();
$("take").onclick = take;
$("take-alarm").onclick = takeAlarm;
$("pass").onclick = pass;
$("snooze").onclick = snooze;
$("resolve").onclick = () => resolve();
$("back").onclick = () => {
  $("main").dataset.shown = "queue";
};
$("show-facts").onclick = () => {
  $("main").dataset.shown = "facts";
};
$("hide-facts").onclick = () => {
  $("main").dataset.shown = "thread";
};
let typing = null;
$("words").addEventListener("input", () => {
  if (!typing) look(true);
  clearTimeout(typing);
  typing = setTimeout(() => {
    typing = null;
    look(false);
  }, 4000);
});
setInterval(() => look(Boolean(typing)), 10000);
const acts = {
  next: () => queue.step(1),
  previous: () => queue.step(-1),
  take,
  write: () => $("words").focus(),
  note: composer.toNote,
  pass,
  snooze,
  resolve: () => resolve(),
  resolveAndNext: () => resolve(true),
  facts: () => {
    $("main").dataset.shown = $("main").dataset.shown === "facts" ? "thread" : "facts";
  },
  tab: queue.choose,
};
keys.start(acts, () => [
  ["接起来", take],
  ["转交", pass],
  ["稍后", snooze],
  ["办完了", acts.resolve],
  ["备注", composer.toNote],
  ...queue.visible().map((one) => [`${one.member} ${one.reason_words}`, () => open(one.id)]),
]);
get("canned")
  .then(composer.setCanned)
  .catch(() => {});
listen();
