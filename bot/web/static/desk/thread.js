// One conversation: who said what, how it fared, and the notes beside it.
import { get, post } from "./api.js";
import { correct } from "./correcting.js";
import { $, clock, make, words } from "./drawing.js";

const WHO = { member: "会员", bot: "小助手", staff: "同事", system: "系统", note: "备注" };
const FOLDED = 600;
const unfolded = new Set(),
  marked = new Set();
let ticket = null,
  messages = new Map(),
  notes = [],
  more = false,
  seen = 0,
  failed = () => {};
let outgoing = [],
  sendAgain = () => {},
  mend = () => {};

export const newestSeen = () => seen;
const isAtBottom = () => {
  const log = $("log");
  return log.scrollHeight - log.scrollTop - log.clientHeight < 60;
};
const toBottom = () => {
  $("log").scrollTop = $("log").scrollHeight;
  $("newer").hidden = true;
};

function body(text) {
  const bubble = make("div", "bubble");
  if (text.length <= FOLDED) {
    bubble.append(words("p", "", text));
    return bubble;
  }
  const rest = make("details"),
    start = words("p", "", `${text.slice(0, FOLDED)}…`);
  rest.append(make("summary", "", `展开全部 ${text.length} 个字`), words("p", "", text));
  bubble.append(start, rest);
  return bubble;
}

function fate(message) {
  const line = make("p", `fate ${message.send.state}`, message.send.words);
  if (message.send.retry === "no") return line;
  const again = make("button", "plain", "再发一次");
  again.type = "button";
  again.onclick = async () => {
    const id = ticket;
    const sure = message.send.retry === "ask";
    if (sure && !confirm("对方可能已经收到，再发会收到两遍。确定要再发吗？")) return;
    try {
      add(id, [(await post(`messages/${message.id}/retry`, { sure })).message]);
    } catch (fault) {
      failed(fault);
    }
  };
  line.append(" ", again);
  return line;
}

function mistake(message) {
  const button = make("button", "plain small", marked.has(message.id) ? "标好了，等同事看" : "答错了");
  Object.assign(button, { type: "button", disabled: marked.has(message.id) });
  button.onclick = async () => {
    try {
      if (await correct(message)) {
        marked.add(message.id);
        drawAll();
      }
    } catch (fault) {
      failed(fault);
    }
  };
  return button;
}

function source(message) {
  const lines = [...message.rows];
  if (message.understood) {
    const meant = message.understood.intents.map(
      (one) => `${one.words} ${Math.round(one.confidence * 100)}%`,
    );
    lines.unshift(`理解为：${meant.join("，")}`);
  }
  if (!lines.length) return "";
  const box = make("details", "source");
  box.open = unfolded.has(message.id);
  box.ontoggle = () => unfolded[box.open ? "add" : "delete"](message.id);
  box.append(make("summary", "", "依据"), ...lines.map((line) => make("p", "", line)));
  if (message.markable) box.append(mistake(message));
  return box;
}

function picture(message) {
  const button = make("button", "plain", "打开图片");
  button.type = "button";
  button.onclick = () => {
    $("picture").querySelector("img").src = message.picture;
    $("picture").showModal();
  };
  return button;
}

function draw(message) {
  if (message.speaker === "system") return words("p", "system", message.text);
  const row = make("article", `said ${message.speaker}`);
  const head = make("p", "name");
  head.append(make("b", "", message.name || WHO[message.speaker]), ` ${clock(message.at)}`);
  row.append(head);
  if (message.text || !message.picture) row.append(body(message.text));
  if (message.card) row.append(make("p", "quiet", `网页卡片：${message.card}`));
  if (message.picture) row.append(picture(message));
  if (message.choices?.length) row.append(make("p", "quiet", `可点：${message.choices.join("、")}`));
  if (message.send) row.append(fate(message));
  const from = source({ rows: [], ...message });
  if (from) row.append(from);
  return row;
}

function unsent(one) {
  const row = make("article", `said ${one.note ? "note" : "staff"} ${one.state}`);
  row.append(
    make("p", "name", one.note ? "我的备注" : "我"),
    body(one.picture ? `图片：${one.picture.name}` : one.text),
  );
  if (one.state === "sending") {
    row.append(make("p", "fate", one.note ? "正在记…" : "正在发…"));
    return row;
  }
  const line = make("p", "fate failed", `没有${one.note ? "记下" : "发出去"}：${one.fault.message} `);
  const again = make("button", "plain", one.fault.code === "stale" ? "看过了，仍然发送" : "重发"),
    change = make("button", "plain", "拿回来改");
  again.type = change.type = "button";
  again.onclick = () => sendAgain(one);
  change.onclick = () => mend(one);
  line.append(again, ...(one.picture ? [] : [" ", change]));
  row.append(line);
  return row;
}

// One that came back by the live line before its own answer did is not shown twice.
function isStillOut(one) {
  const arrived = one.note
    ? notes.some((note) => note.text === one.text)
    : !one.picture &&
      [...messages.values()].some(
        (said) => said.speaker === "staff" && said.id > one.seen && said.text === one.text,
      );
  return one.ticket === ticket && !(one.state === "sending" && arrived);
}

function drawAll() {
  const all = [...messages.values(), ...notes.map((note) => ({ ...note, speaker: "note" }))].sort(
    (a, b) => a.at.localeCompare(b.at) || a.id - b.id,
  );
  const log = $("log");
  const earlier = make("button", "plain", "更早的");
  earlier.type = "button";
  earlier.onclick = loadEarlier;
  log.replaceChildren(
    ...(more ? [earlier] : []),
    ...all.map(draw),
    ...outgoing.filter(isStillOut).map(unsent),
  );
}

// Drawn anew where one was, or at the end where one was there.
function redraw() {
  const log = $("log"),
    stick = isAtBottom(),
    place = log.scrollTop;
  drawAll();
  if (stick) toBottom();
  else log.scrollTop = place;
  return stick;
}

function keep(added, newNotes) {
  const before = messages.size;
  for (const message of added) messages.set(message.id, message);
  if (newNotes) notes = newNotes;
  seen = Math.max(seen, ...added.map((one) => one.id), 0);
  const stick = redraw(),
    fresh = messages.size - before;
  if (!stick && fresh > 0) {
    $("newer").hidden = false;
    $("newer").textContent = `有 ${fresh} 条新消息`;
  }
}

async function loadEarlier() {
  const id = ticket,
    page = await get(`tickets/${id}/messages?before=${Math.min(...messages.keys())}`);
  if (id !== ticket) return;
  const log = $("log"),
    height = log.scrollHeight;
  for (const message of page.messages) messages.set(message.id, message);
  more = page.more;
  drawAll();
  log.scrollTop = log.scrollHeight - height;
}

export function show(id, page) {
  ticket = id;
  messages = new Map();
  notes = page.notes;
  more = page.more;
  seen = page.seen;
  for (const message of page.messages) messages.set(message.id, message);
  drawAll();
  toBottom();
}

export async function refresh() {
  if (ticket === null) return;
  const id = ticket,
    page = await get(`tickets/${id}/messages?after=${Math.max(0, seen - 20)}`);
  if (id === ticket) {
    keep(page.messages, page.notes);
    seen = Math.max(seen, page.seen);
  }
}

// Whatever belongs to another conversation is there when that one is opened.
export function add(id, added, newNotes) {
  if (id !== ticket) return;
  keep(added, newNotes);
  toBottom();
}

export function addNote(id, note) {
  add(id, [], [...notes.filter((one) => one.id !== note.id), note]);
}

export function showOutgoing(all) {
  const grew = all.length > outgoing.length;
  outgoing = [...all];
  if (ticket === null) return;
  redraw();
  if (grew) toBottom();
}

export function whenUnsent(again, takeBack) {
  sendAgain = again;
  mend = takeBack;
}

export function start(whenFailed) {
  failed = whenFailed;
  $("newer").onclick = toBottom;
  $("log").addEventListener("scroll", () => {
    if (isAtBottom()) $("newer").hidden = true;
  });
}
