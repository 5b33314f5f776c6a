// The queue: tabs, filters kept in the address, and one line a ticket.
import { get } from "./api.js";
import { $, make, since, words } from "./drawing.js";

const LONG = 10,
  VERY_LONG = 30;
const filters = {
  tab: "unassigned",
  desk: "",
  reason: "",
  district: "",
  ...Object.fromEntries(new URLSearchParams(location.search)),
};
let tickets = [],
  counts = {},
  open = () => {},
  shown = null;

// Whoever works at one desk sees its tickets first, unless the address says otherwise.
const deskWords = new Map(),
  isAsked = new URLSearchParams(location.search).has("tab");
Promise.all([get("me"), get("desks")])
  .then(([me, desks]) => {
    for (const { code, words } of desks) deskWords.set(code, words);
    if (me.desks.length === 1 && !isAsked) {
      filters.desk = me.desks[0];
      show();
    }
  })
  .catch(() => {});

// Nobody may be looking when somebody is in danger; browsers let a page sound once it was clicked in.
let alarmed = 0;
function sound() {
  const context = new AudioContext(),
    tone = context.createOscillator();
  tone.connect(context.destination);
  tone.start();
  tone.stop(context.currentTime + 0.5);
  tone.onended = () => context.close();
}

export const find = (id) => tickets.find((one) => one.id === id);
export const visible = () =>
  tickets.filter(isVisible).sort((a, b) => Boolean(a.snoozed_until) - Boolean(b.snoozed_until));

function isVisible(ticket) {
  const isInTab = {
    mine: ticket.mine,
    all: true,
    urgent: ticket.urgent,
    unassigned: ticket.state === "waiting" && !ticket.snoozed_until,
  }[filters.tab];
  return (
    isInTab &&
    ["desk", "reason", "district"].every((name) => !filters[name] || ticket[name] === filters[name])
  );
}

function keepFilters() {
  const kept = new URLSearchParams(Object.entries(filters).filter(([, value]) => value));
  history.replaceState(null, "", `/console?${kept}`);
}

function offer(select, all, pairs) {
  const name = select.id.slice(3),
    seen = new Map(pairs.filter(([value]) => value));
  if (filters[name] && !seen.has(filters[name]))
    seen.set(filters[name], deskWords.get(filters[name]) ?? filters[name]);
  select.replaceChildren(
    ...[["", all], ...seen].map(([value, text]) => Object.assign(make("option", "", text), { value })),
  );
  select.value = filters[name];
}

function draw(ticket) {
  const item = make("li", "ticket"),
    button = make("button");
  button.type = "button";
  button.dataset.ticket = ticket.id;
  if (ticket.id === shown) button.setAttribute("aria-current", "true");
  if (ticket.alarm) item.classList.add("danger");
  const head = make("span", "head");
  head.append(make("b", "", ticket.member), make("span", "reason", ticket.reason_words));
  const minutes = ticket.waiting_since ? (Date.now() - new Date(ticket.waiting_since)) / 60000 : 0;
  const long = minutes >= VERY_LONG ? "very-long" : minutes >= LONG ? "long" : "";
  const waits = ticket.waiting_since
    ? `等了 ${since(ticket.waiting_since)}${minutes >= LONG ? "，久了" : ""}`
    : "在等会员";
  const foot = make("span", "foot");
  foot.append(
    make("span", long, waits),
    make("span", "", ticket.holder?.name ? `${ticket.holder.name} 接着` : ticket.desk_words),
  );
  if (ticket.district) foot.append(make("span", "", ticket.district));
  if (ticket.unanswered > 0) foot.append(make("span", "unanswered", `${ticket.unanswered} 条没回`));
  if (ticket.window)
    foot.append(
      make(
        "span",
        ticket.window.left ? "" : "long",
        ticket.window.left ? `还可发 ${ticket.window.left} 条` : "窗口关了",
      ),
    );
  if (ticket.snoozed_until) foot.append(make("span", "", "稍后"));
  button.append(head, ...(ticket.raised ? [words("span", "raised", `“${ticket.raised}”`)] : []));
  if (ticket.last?.text !== ticket.raised) button.append(words("span", "last", ticket.last?.text ?? ""));
  button.append(foot);
  button.onclick = () => open(ticket.id);
  item.append(button);
  return item;
}

export function show(view) {
  if (view) ({ tickets, counts } = view);
  for (const tab of document.querySelectorAll("[data-tab]")) {
    tab.setAttribute("aria-selected", tab.dataset.tab === filters.tab);
    tab.querySelector("b").textContent = counts[tab.dataset.tab] ?? 0;
  }
  offer(
    $("by-desk"),
    "所有组",
    tickets.map((one) => [one.desk, one.desk_words]),
  );
  offer(
    $("by-reason"),
    "所有原因",
    tickets.map((one) => [one.reason, one.reason_words]),
  );
  offer(
    $("by-district"),
    "所有区",
    tickets.map((one) => [one.district, one.district]),
  );
  const focused = document.activeElement?.dataset?.ticket;
  $("tickets").replaceChildren(...visible().map(draw));
  if (focused) document.querySelector(`[data-ticket="${focused}"]`)?.focus();
  $("nobody").hidden = visible().length > 0;
  const alarms = tickets.filter((one) => one.alarm);
  $("alarm").hidden = alarms.length === 0;
  if (alarms.length > alarmed)
    try {
      sound();
    } catch {
      /* The bar above is there all the same. */
    }
  alarmed = alarms.length;
  $("alarm").querySelector("span").textContent = alarms.length
    ? `有 ${alarms.length} 位会员可能有危险，还没有人接`
    : "";
  document.title = `${alarms.length ? "⚠ " : ""}${counts.unassigned ? `(${counts.unassigned}) ` : ""}会话 · 坐席工作台`;
}

// The next one in danger, the longest waiting first; whoever was opened already and taken by another is passed over.
export const nextAlarm = (not = []) =>
  tickets
    .filter((one) => one.alarm && !not.includes(one.id))
    .sort((a, b) => a.opened_at.localeCompare(b.opened_at))[0];

export function mark(id) {
  shown = id;
  show();
}

export function choose(tab) {
  filters.tab = tab;
  keepFilters();
  show();
}

export function step(by) {
  const list = visible(),
    at = list.findIndex((one) => one.id === shown),
    next = list[Math.max(0, Math.min(list.length - 1, at + by))];
  if (next) {
    open(next.id);
    document.querySelector(`[data-ticket="${next.id}"]`)?.focus();
  }
}

export function start(whenOpened) {
  open = whenOpened;
  for (const tab of document.querySelectorAll("[data-tab]")) tab.onclick = () => choose(tab.dataset.tab);
  for (const name of ["desk", "reason", "district"])
    $(`by-${name}`).onchange = (event) => {
      filters[name] = event.target.value;
      keepFilters();
      show();
    };
  setInterval(() => show(), 30000);
}
