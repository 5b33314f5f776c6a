// Where staff write: kept as a draft, sent once, never on a stale view, and honest when it does not go.
import { $, make } from "./drawing.js";
import * as keeping from "./keeping.js";
import * as outbox from "./outbox.js";
import * as thread from "./thread.js";

let ticket = null,
  variables = {},
  canned = [],
  stale = false,
  picked = 0,
  card = null,
  picture = null;
const draftOf = (id) => `writing.${id}`;
const isNote = () => $("composer").mode.value === "note";

// What was begun as a note comes back as a note.
export function keepDraft() {
  if (ticket) keeping.keep(draftOf(ticket.id), { text: $("words").value, mode: $("composer").mode.value });
}

function openDraft() {
  const { text = "", mode = "reply" } = keeping.recall(draftOf(ticket.id)) ?? {};
  $("words").value = text;
  $("composer").mode.value = mode;
}

function tell(text) {
  $("refusal").hidden = !text;
  $("refusal").textContent = text ?? "";
}

function fill(text) {
  return text.replace(/\{([^{}\n]{1,20})\}/g, (whole, name) => variables[name] ?? whole);
}

function label() {
  $("with").hidden = !card && !picture;
  $("with").firstElementChild.textContent = picture
    ? `图片：${picture.name}`
    : card
      ? `网页卡片：${card.title}`
      : "";
  $("send").textContent = stale ? "看过了，仍然发送" : isNote() ? "记下备注" : "发送";
  $("composer").classList.toggle("noting", isNote());
  const mayWrite = isNote() || ticket?.mine;
  $("words").disabled = $("send").disabled = !mayWrite;
  $("choose").disabled = !mayWrite || isNote();
  $("words").placeholder = mayWrite
    ? isNote()
      ? "只有同事看得见"
      : "Enter 发送，Shift+Enter 换行，/ 选常用语"
    : "先接起来，再回复";
}

export function show(shown) {
  const isOther = shown?.id !== ticket?.id;
  if (isOther) {
    keepDraft();
    card = picture = null;
    stale = false;
    tell();
  }
  ticket = shown;
  if (isOther && ticket) openDraft();
  const window = ticket?.window;
  $("window").textContent = window?.words ?? "";
  $("window").className = `window${window && window.left <= 1 ? " last" : ""}`;
  $("hold").hidden = !(window && window.left === 0 && ticket.mine);
  label();
}

export function setVariables(known) {
  variables = known ?? {};
}
export function setCanned(list) {
  canned = list;
}

// What goes is frozen here; whatever is typed or chosen afterwards is another message.
function send(hold = false) {
  const text = $("words").value.trim(),
    note = isNote(),
    shown = note ? null : picture;
  if ((!text && !shown) || $("send").disabled) return;
  tell();
  $("hold").hidden = true;
  outbox.send({
    ticket: ticket.id,
    member: ticket.member,
    note,
    text: shown ? "" : text,
    picture: shown,
    card: note || shown ? null : card,
    seen: thread.newestSeen(),
    hold,
  });
  stale = false;
  if (shown) attach(null);
  else {
    if (!note) card = null;
    $("words").value = "";
    keepDraft();
  }
  label();
  $("words").focus();
}

// Refused words come back to be mended, but never over others that were begun meanwhile.
function refused(one, fault) {
  const isShown = one.ticket === ticket?.id,
    isFree = !$("words").value && isNote() === one.note;
  if (!isShown) {
    tell(`发给“${one.member}”的一条没有发出去：${fault.message}`);
    return;
  }
  tell(fault.message);
  if (fault.code === "window_closed") $("hold").hidden = false;
  if (isFree && !one.picture && one.fault.code !== "offline" && !one.fault.code?.startsWith("http_"))
    mend(one);
}

// A note that is being written never becomes part of a reply, nor a reply part of a note.
function mend(one) {
  if ($("words").value.trim() && isNote() !== one.note) {
    const written = isNote() ? "备注，先记下" : "回复，先发出去";
    tell(`正在写的是${written}或者清空，再把这条${one.note ? "备注" : "回复"}拿回来改。`);
    return;
  }
  outbox.takeBack(one);
  $("composer").mode.value = one.note ? "note" : "reply";
  $("words").value = [$("words").value, one.text].filter(Boolean).join("\n");
  card = one.card;
  stale = one.fault?.code === "stale";
  label();
  keepDraft();
  $("words").focus();
}

function attach(file) {
  picture = file?.type.startsWith("image/") ? file : null;
  if (file && !picture) tell("只能发图片，请选 JPG 或 PNG。");
  $("choose-file").value = "";
  label();
}

function offerCanned() {
  const typed = $("words").value.match(/^\/(\S*)$/),
    list = $("canned");
  const fitting =
    typed && !isNote()
      ? canned.filter((one) => one.short.startsWith(typed[1]) || one.title.includes(typed[1]))
      : [];
  list.hidden = fitting.length === 0;
  picked = Math.min(picked, Math.max(0, fitting.length - 1));
  list.replaceChildren(
    ...fitting.map((one, at) => {
      const item = make("li", "", `/${one.short}  ${one.title}`);
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", at === picked);
      item.onclick = () => use(one);
      return item;
    }),
  );
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
  } else if (fitting.length && event.key === "Enter") {
    event.preventDefault();
    use(fitting[picked]);
  } else if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    send();
  }
}

export function toNote() {
  $("composer").mode.value = isNote() ? "reply" : "note";
  label();
  keepDraft();
  $("words").focus();
}

export function start() {
  thread.whenUnsent(outbox.again, mend);
  outbox.start(refused);
  $("composer").onsubmit = (event) => {
    event.preventDefault();
    send();
  };
  $("composer").addEventListener("change", () => {
    label();
    keepDraft();
  });
  $("hold").onclick = () => send(true);
  $("choose").onclick = () => $("choose-file").click();
  $("choose-file").onchange = () => attach($("choose-file").files[0] ?? null);
  $("without").onclick = () => {
    card = null;
    attach(null);
  };
  $("words").addEventListener("paste", (event) => {
    const file = event.clipboardData?.files[0];
    if (file) {
      event.preventDefault();
      attach(file);
    }
  });
  $("words").addEventListener("keydown", press);
  $("words").addEventListener("input", () => {
    picked = 0;
    offerCanned();
    keepDraft();
  });
  addEventListener("pagehide", keepDraft);
}
