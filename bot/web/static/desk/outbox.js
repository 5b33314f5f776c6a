// What staff have sent: frozen as it was then, sent one after another, and a grey bubble until it is known
// how it fared.
import { post } from "./api.js";
import * as keeping from "./keeping.js";
import * as thread from "./thread.js";

const KEPT = "outbox";
const makeId = () =>
  crypto.randomUUID?.() ??
  [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
const seenSince = new Map(); // ticket → the newest of one's own words, which are no news to oneself
const lines = new Map(); // ticket → what is under way there: words arrive in the order they were sent
let waiting = [],
  refused = () => {};

// A lock or a reload in the middle must not lose words; a picture is not kept.
function keep() {
  keeping.keep(
    KEPT,
    waiting.filter((one) => !one.picture),
  );
  thread.showOutgoing(waiting);
}

function pack(one, seen) {
  if (one.note) return post(`tickets/${one.ticket}/notes`, { key: one.key, text: one.text });
  if (!one.picture)
    return post(`tickets/${one.ticket}/replies`, {
      key: one.key,
      text: one.text,
      seen,
      hold: one.hold,
      card: one.card?.short ?? null,
    });
  const form = new FormData();
  for (const [name, value] of Object.entries({ key: one.key, seen, hold: one.hold, picture: one.picture }))
    form.append(name, value);
  return post(`tickets/${one.ticket}/pictures`, form);
}

async function deliver(one) {
  try {
    const told = await pack(one, Math.max(one.seen, seenSince.get(one.ticket) ?? 0));
    drop(one);
    if (one.note) thread.addNote(one.ticket, told.note);
    else {
      seenSince.set(one.ticket, told.message.id);
      thread.add(one.ticket, [told.message]);
    }
  } catch (fault) {
    Object.assign(one, { state: "failed", fault: { code: fault.code, message: fault.message } });
    // The key stays: whether an unanswered request arrived is not known, and it must not arrive twice.
    if (fault.code === "stale") thread.add(one.ticket, fault.messages, fault.notes);
    keep();
    refused(one, fault);
  }
}

function drop(one) {
  waiting = waiting.filter((other) => other !== one);
  keep();
}

export function send(draft) {
  const one = { ...draft, key: makeId(), state: "sending" };
  waiting.push(one);
  queue(one);
}

export function again(one) {
  Object.assign(one, { state: "sending", fault: null, seen: Math.max(one.seen, thread.newestSeen()) });
  queue(one);
}

function queue(one) {
  keep();
  lines.set(
    one.ticket,
    (lines.get(one.ticket) ?? Promise.resolve()).then(() => deliver(one)),
  );
}

export const takeBack = drop;

export function start(whenRefused) {
  refused = whenRefused;
  waiting = keeping.recall(KEPT) ?? [];
  for (const one of waiting)
    if (one.state === "sending")
      Object.assign(one, {
        state: "failed",
        fault: { code: "offline", message: "离开这一页的时候还没发完，再发一次不会重复。" },
      });
  thread.showOutgoing(waiting);
}
