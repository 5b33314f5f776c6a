// The web chat: sends what is typed, shows what is said, and follows the conversation live.
import { clock } from "/static/clock.js";
import { followStream } from "/static/stream.js";

const $ = (id) => document.getElementById(id);
const log = $("log"),
  words = $("words"),
  title = $("title"),
  newer = $("newer");
const { greeting, starters } = JSON.parse($("starters").textContent);
const shown = new Map(); // utterance id → element
const pending = new Map(); // message id → element of what was typed here
let first = null,
  followed = 0,
  more = false,
  waiting = 0,
  stream = null,
  lastAt = 0;

const makeId = () =>
  crypto.randomUUID?.() ??
  [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
let visitor = localStorage.getItem("huzhu.visitor") || makeId();
localStorage.setItem("huzhu.visitor", visitor);

const make = (tag, kind, text) => {
  const el = document.createElement(tag);
  if (kind) el.className = kind;
  if (text !== undefined) el.textContent = text;
  return el;
};
const isAtBottom = () => log.scrollHeight - log.scrollTop - log.clientHeight < 60;
const toBottom = () => {
  log.scrollTop = log.scrollHeight;
  newer.hidden = true;
};

function fill(bubble, text) {
  for (const part of text.split(/(https?:\/\/[^\s，。；]+)/)) {
    if (/^https?:\/\//.test(part)) {
      const a = make("a", "", part);
      a.href = part;
      a.rel = "noopener";
      a.target = "_blank";
      bubble.append(a);
    } else bubble.append(part);
  }
}

// What was typed here reads as it is kept: numbers that are masked there are masked in the bubble at once.
function keepAs(row, text) {
  const bubble = row.querySelector(".bubble");
  if (row.typed === text || text === undefined) return;
  row.typed = text;
  bubble.replaceChildren(bubble.firstChild);
  fill(bubble, text);
}

function choose(choices) {
  const box = make("div", "choices");
  for (const choice of choices) {
    const b = make("button", "", choice.title);
    b.type = "button";
    b.onclick = () => send(choice.text);
    box.append(b);
  }
  return box;
}

function draw(message) {
  if (message.speaker === "system") {
    const row = make("div", "system", message.text);
    if (message.choices?.length) row.append(choose(message.choices));
    return row;
  }
  const row = make("div", `said ${message.speaker}`),
    what = make("div", "what"),
    bubble = make("div", "bubble");
  const face = make(
    "div",
    "face",
    message.speaker === "member" ? "我" : message.speaker === "staff" ? "人" : "互",
  );
  face.setAttribute("aria-hidden", "true");
  if (message.name) what.append(make("div", "name", message.name));
  bubble.append(make("span", "unseen", message.speaker === "member" ? "我说：" : "回复："));
  if (message.card)
    bubble.append(
      Object.assign(make("a", "card", message.card.title), {
        href: message.card.url,
        target: "_blank",
        rel: "noopener",
      }),
    );
  fill(bubble, message.text);
  if (message.picture)
    bubble.append(
      Object.assign(make("img", "picture"), { src: message.picture, alt: "客服发来的图片", loading: "lazy" }),
    );
  what.append(bubble);
  for (const link of message.links || []) {
    const a = make("a", "link", `${link.title} ›`);
    a.href = link.url;
    a.target = "_blank";
    a.rel = "noopener";
    what.append(a);
  }
  if (message.choices?.length) what.append(choose(message.choices));
  row.append(face, what);
  return row;
}

function stamp(at) {
  const time = new Date(at).getTime();
  if (time - lastAt < 300000) return;
  lastAt = time;
  log.append(make("div", "at", clock(at)));
}

function show(message) {
  if (shown.has(message.id)) return;
  const mine = message.message_id && pending.get(message.message_id);
  if (mine) {
    keepAs(mine, message.text);
    shown.set(message.id, mine);
    pending.delete(message.message_id);
    return;
  }
  const stick = isAtBottom();
  if (message.at) stamp(message.at);
  const row = draw(message);
  shown.set(message.id, row);
  log.insertBefore(row, $("typing"));
  if (stick) toBottom();
  else newer.hidden = false;
}

function setWaiting(change) {
  waiting += change;
  title.textContent = waiting > 0 ? "对方正在输入…" : "互助小助手";
  if (waiting > 0 && !$("typing")) {
    const row = draw({ speaker: "bot", text: "" });
    row.id = "typing";
    row.classList.add("typing");
    log.append(row);
    toBottom();
  }
  if (waiting <= 0) $("typing")?.remove();
}

async function post(text, messageId, row) {
  row.querySelector(".failed")?.remove();
  setWaiting(1);
  try {
    const answer = await fetch("/api/chat/messages", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ visitor, text, message_id: messageId }),
    });
    const body = await answer.json();
    if (!answer.ok) throw Object.assign(new Error(body.error?.message), { isRefusal: answer.status === 429 });
    setWaiting(-1);
    keepAs(row, body.said);
    for (const reply of body.replies) show({ speaker: "bot", ...reply, at: new Date().toISOString() });
  } catch (fault) {
    setWaiting(-1);
    const retry = make("button", "failed", "！没发出去，点这里重发");
    if (fault.isRefusal) retry.textContent = `！${fault.message}（点这里重发）`;
    retry.type = "button";
    retry.title = fault.message || "";
    retry.onclick = () => post(text, messageId, row);
    row.append(retry);
  }
}

function send(text) {
  if (!text.trim()) return;
  const messageId = makeId();
  stamp(new Date());
  const row = Object.assign(draw({ speaker: "member", text }), { typed: text });
  pending.set(messageId, row);
  log.insertBefore(row, $("typing"));
  toBottom();
  post(text, messageId, row);
}

async function readBack(before) {
  const query = new URLSearchParams({ visitor, limit: 30, ...(before ? { before } : {}) });
  const answer = await fetch(`/api/chat/messages?${query}`);
  if (!answer.ok) throw new Error(`${answer.status}`);
  const page = await answer.json();
  more = page.more;
  if (page.messages.length) first = page.messages[0].id;
  return page.messages;
}

async function readOlder() {
  if (!more || log.scrollTop > 40) return;
  more = false;
  const height = log.scrollHeight,
    older = await readBack(first).catch(() => null);
  if (!older) {
    more = true;
    return;
  }
  for (const message of older.reverse()) {
    const row = draw(message);
    shown.set(message.id, row);
    log.prepend(row);
  }
  log.scrollTop += log.scrollHeight - height;
}

function follow() {
  stream?.close();
  stream = followStream({
    address: () => `/api/chat/stream?${new URLSearchParams({ visitor, after: followed })}`,
    events: {
      message: (message) => {
        followed = Math.max(followed, Number(message.id));
        show(message);
      },
    },
    whenDown: () => {
      $("line").hidden = false;
    },
    whenBack: () => {
      $("line").hidden = true;
    },
  });
}

async function open() {
  log.replaceChildren();
  shown.clear();
  pending.clear();
  followed = 0;
  lastAt = 0;
  const said = await readBack().catch(() => null); // Then the line brings all of it, once it stands.
  if (said?.length === 0)
    log.append(
      draw({ speaker: "bot", text: greeting, choices: starters.map((one) => ({ title: one, text: one })) }),
    );
  for (const message of said ?? []) {
    followed = Number(message.id);
    show(message);
  }
  toBottom();
  follow();
}

$("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = words.value;
  words.value = "";
  words.style.height = "";
  send(text);
  words.focus();
});
words.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    $("composer").requestSubmit();
  }
});
words.addEventListener("input", () => {
  words.style.height = "auto";
  words.style.height = `${Math.min(140, words.scrollHeight + 2)}px`;
});
newer.addEventListener("click", toBottom);
log.addEventListener("scroll", () => {
  if (isAtBottom()) newer.hidden = true;
  readOlder();
});

async function openDemo() {
  let people = [],
    current = null;
  const fresh = async () => {
    visitor = makeId();
    localStorage.setItem("huzhu.visitor", visitor);
    await open();
    await load();
  };
  const paint = () => {
    const person = people.find((one) => one.key === current),
      wanted = $("search").value.trim();
    $("current").textContent = person ? person.name : "未认证";
    $("facts").hidden = !person;
    $("facts").textContent = person ? `${person.name}　${person.id_number}　${person.card_tail}` : "";
    $("people").replaceChildren(
      ...people
        .filter((one) => (one.name + one.summary).includes(wanted))
        .map((one) => {
          const item = make("li"),
            button = make("button", "", `${one.name}：${one.summary}`);
          button.type = "button";
          button.setAttribute("aria-pressed", one.key === current);
          button.onclick = () => become(one.key);
          item.append(button);
          return item;
        }),
    );
  };
  const take = (body) => {
    ({ people, current } = body);
    paint();
  };
  const load = async () =>
    take(await (await fetch(`/api/demo/people?${new URLSearchParams({ visitor })}`)).json());
  const become = async (key) =>
    take(
      await (
        await fetch("/api/demo/identity", {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ visitor, key }),
        })
      ).json(),
    );
  $("nobody").onclick = () => become(null);
  $("fresh").onclick = fresh;
  $("search").oninput = paint;
  await load();
}

await open();
if ($("people")) await openDemo();
