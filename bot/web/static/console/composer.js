// Where staff write: kept as a draft, sent once, never on a stale view, and honest when it does not go.
import { post } from "./api.js";
import { $, make } from "./drawing.js";
import * as thread from "./thread.js";

let ticket = null, variables = {}, canned = [], sending = false, key = null, stale = false, picked = 0, card = null, picture = null;
const makeId = () => crypto.randomUUID?.() ?? [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
const draftOf = (id) => `huzhu.draft.${id}`;
const isNote = () => $("composer").mode.value === "note";

export function keepDraft() {
  if (ticket) sessionStorage.setItem(draftOf(ticket.id), $("words").value);
}

function tell(text) { $("refusal").hidden = !text; $("refusal").textContent = text ?? ""; }

function fill(text) { return text.replace(/\{([^{}\n]{1,20})\}/g, (whole, name) => variables[name] ?? whole); }

function label() {
  $("with").hidden = !card && !picture;
  $("with").firstElementChild.textContent = picture ? `图片：${picture.name}` : card ? `网页卡片：${card.title}` : "";
  $("send").textContent = stale ? "看过了，仍然发送" : isNote() ? "记下备注" : "发送";
  $("composer").classList.toggle("noting", isNote());
  const mayWrite = isNote() || ticket?.mine;
  $("words").disabled = $("send").disabled = !mayWrite;
  $("choose").disabled = !mayWrite || isNote();
  $("words").placeholder = mayWrite ? (isNote() ? "只有同事看得见" : "Enter 发送，Shift+Enter 换行，/ 选常用语") : "先接起来，再回复";
}

export function show(shown) {
  const isOther = shown?.id !== ticket?.id;
  if (isOther) { keepDraft(); card = picture = key = null; stale = false; tell(); }
  ticket = shown;
  if (isOther && ticket) $("words").value = sessionStorage.getItem(draftOf(ticket.id)) ?? "";
  const window = ticket?.window;
  $("window").textContent = window?.words ?? "";
  $("window").className = `window${window && window.left <= 1 ? " last" : ""}`;
  $("hold").hidden = !(window && window.left === 0 && ticket.mine);
  label();
}

export function setVariables(known) { variables = known ?? {}; }
export function setCanned(list) { canned = list; }

function say(id, text, hold) {
  const seen = thread.newestSeen();
  if (!picture) return post(`tickets/${id}/replies`, { key, text, seen, hold, card: card?.short ?? null });
  const form = new FormData();
  for (const [name, value] of Object.entries({ key, seen, hold, picture })) form.append(name, value);
  return post(`tickets/${id}/pictures`, form);
}

async function send(hold = false) {
  const text = $("words").value.trim(), id = ticket.id, shown = isNote() ? null : picture;
  if ((!text && !shown) || sending) return;
  sending = true;
  key ??= makeId();
  tell();
  try {
    if (isNote()) thread.addNote((await post(`tickets/${id}/notes`, { key, text })).note);
    else thread.add([(await say(id, text, hold)).message]);
    key = null; stale = false;
    if (shown) attach(null);
    else { card = null; $("words").value = ""; sessionStorage.removeItem(draftOf(id)); }
    if (isNote()) $("composer").mode.value = "reply";
  } catch (fault) {
    if (fault.code === "stale") { thread.add(fault.messages, fault.notes); stale = true; }
    if (fault.code !== "offline") key = null;
    if (fault.code === "window_closed") $("hold").hidden = false;
    tell(fault.message);
  } finally {
    sending = false;
    label();
    $("words").focus();
  }
}

function attach(file) {
  picture = file && file.type.startsWith("image/") ? file : null;
  key = null;
  if (file && !picture) tell("只能发图片，请选 JPG 或 PNG。");
  $("choose-file").value = "";
  label();
}

function offerCanned() {
  const typed = $("words").value.match(/^\/(\S*)$/), list = $("canned");
  const fitting = typed && !isNote() ? canned.filter((one) => one.short.startsWith(typed[1]) || one.title.includes(typed[1])) : [];
  list.hidden = fitting.length === 0;
  picked = Math.min(picked, Math.max(0, fitting.length - 1));
  list.replaceChildren(...fitting.map((one, at) => {
    const item = make("li", "", `/${one.short}  ${one.title}`);
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", at === picked);
    item.onclick = () => use(one);
    return item;
  }));
  return fitting;
}

function use(one) {
  $("words").value = fill(one.text);
  card = one.card ? { short: one.short, title: one.card } : null;
  label();
  $("canned").hidden = true;
  $("words").focus();
  keepDraft();
}

function press(event) {
  if (event.isComposing) return;
  const fitting = $("canned").hidden ? [] : offerCanned();
  if (fitting.length && ["ArrowDown", "ArrowUp"].includes(event.key)) {
    picked = (picked + (event.key === "ArrowDown" ? 1 : fitting.length - 1)) % fitting.length;
    event.preventDefault();
    offerCanned();
  } else if (fitting.length && event.key === "Enter") { event.preventDefault(); use(fitting[picked]); }
  else if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); send(); }
}

export function toNote() { $("composer").mode.value = isNote() ? "reply" : "note"; label(); $("words").focus(); }

export function start() {
  $("composer").onsubmit = (event) => { event.preventDefault(); send(); };
  $("composer").addEventListener("change", label);
  $("hold").onclick = () => send(true);
  $("choose").onclick = () => $("choose-file").click();
  $("choose-file").onchange = () => attach($("choose-file").files[0] ?? null);
  $("without").onclick = () => { card = null; attach(null); };
  $("words").addEventListener("paste", (event) => { const file = event.clipboardData?.files[0]; if (file) { event.preventDefault(); attach(file); } });
  $("words").addEventListener("keydown", press);
  $("words").addEventListener("input", () => { picked = 0; offerCanned(); keepDraft(); });
  addEventListener("pagehide", keepDraft);
}
