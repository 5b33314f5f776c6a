// What is known of the member, masked, each part with its moment; a detail in clear needs a reason.
import { get, post } from "./api.js";
import { $, clock, dialog, make, words } from "./drawing.js";

const DETAILS = [
  ["name", "姓名"],
  ["id_number", "身份证"],
  ["phone", "手机"],
  ["card", "京卡"],
];

function section(title, asOf) {
  const box = make("section", "facts");
  const head = make("h2", "", title);
  if (asOf) head.append(make("small", "", ` 截至 ${clock(asOf)}`));
  box.append(head);
  return box;
}

function identity(ticket, facts) {
  const box = section("身份", facts.as_of),
    list = make("dl");
  for (const [field, title] of DETAILS) {
    const value = make("dd", "", facts.identity[field]),
      see = make("button", "plain small", "看");
    see.type = "button";
    see.setAttribute("aria-label", `看${title}`);
    see.onclick = () => reveal(ticket, field, title, value);
    value.append(" ", see);
    list.append(make("dt", "", title), value);
  }
  list.append(
    make("dt", "", "单位工会"),
    words("dd", "", facts.identity.union),
    make("dt", "", "区"),
    make("dd", "", facts.identity.district),
  );
  box.append(list);
  if (facts.identity.waiting_card) box.append(waitingCard(ticket, facts.identity.waiting_card));
  return box;
}

function waitingCard(ticket, card) {
  const box = make("div", "waiting"),
    row = make("p", "row");
  box.append(
    make(
      "p",
      "",
      `要换成尾号 ${card.tail} 的收款卡，${clock(card.effective_at)} 起用；这以前打款走原来的卡。`,
    ),
    row,
  );
  for (const [act, title, kind] of [
    ["confirm", "核实过了，现在起用", "main"],
    ["stop", "停下", "plain"],
  ]) {
    const button = make("button", kind, title);
    button.type = "button";
    button.onclick = () => decideCard(ticket, card.id, act, title);
    row.append(button);
  }
  return box;
}

async function decideCard(ticket, change, act, title) {
  const why = "怎么核实的（会记进审计）";
  if (await withReason(title, why, (reason) => post(`tickets/${ticket}/card`, { change, act, reason })))
    await showAnew(ticket);
}

function withReason(title, why, work) {
  let reason;
  return dialog(
    title,
    (inside) => {
      const label = make("label", "", why);
      reason = make("input");
      reason.required = true;
      reason.minLength = 4;
      reason.maxLength = 200;
      label.append(reason);
      inside.append(label);
    },
    () => work(reason.value),
  );
}

async function reveal(ticket, field, title, place) {
  let shown;
  const agreed = await withReason(`看${title}`, "为什么要看（会记进审计）", async (reason) => {
    shown = await post(`tickets/${ticket}/reveal`, { field, reason });
  });
  if (!agreed) return;
  const masked = place.firstChild.textContent;
  place.firstChild.textContent = shown.value;
  setTimeout(() => {
    place.firstChild.textContent = masked;
  }, shown.seconds * 1000);
}

function claim(one) {
  const box = make("details", one.concerned ? "claim concerned" : "claim");
  box.open = one.concerned;
  box.append(
    make("summary", "", `${one.number} ${one.state_words}${one.concerned ? "（说的是这笔）" : ""}`),
    words("p", "", `${one.plan}：${one.cause}，${one.since} 起${one.amount ? `，核定 ${one.amount}` : ""}`),
  );
  if (one.missing.length) box.append(make("p", "long", `还缺：${one.missing.join("、")}`));
  const steps = make("ol");
  for (const step of one.timeline)
    steps.append(words("li", "", `${step.on} ${step.words}${step.note ? `：${step.note}` : ""}`));
  box.append(steps, make("p", "quiet", `截至 ${clock(one.as_of)}`));
  return box;
}

function list(title, items, none) {
  const box = section(title);
  box.append(...(items.length ? items : [make("p", "quiet", none)]));
  return box;
}

function paper(one) {
  const line = make("p"),
    link = make("a", "", one.label);
  Object.assign(link, { href: one.url, target: "_blank", rel: "noopener" });
  line.append(link, ` ${one.claim ?? "没说是哪一笔"}，${clock(one.at)}`);
  return line;
}

let drawn = null; // whose facts are there

async function showAnew(ticket) {
  const facts = await find(ticket);
  if (drawn === ticket) show(ticket, facts);
}

export const find = (ticket) => get(`tickets/${ticket}/facts`);

// Nobody's, while it is not known whose it will be.
export function clear(words) {
  drawn = null;
  $("sheet").replaceChildren(make("p", "quiet", words));
}

export function show(ticket, facts) {
  const sheet = $("sheet");
  drawn = ticket;
  const contacts = list(
    "上次联系",
    facts.contacts.map((one) =>
      make("p", "", `${clock(one.at)} ${one.reason_words}，${one.by ?? "没人接"}：${one.outcome_words}`),
    ),
    "以前没有转过人工。",
  );
  if (!facts.linked) {
    sheet.replaceChildren(
      make("p", "quiet", "这位还没有核对身份，查不到记录。可以请对方说“绑定身份”，一分钟就好。"),
      contacts,
    );
    return;
  }
  sheet.replaceChildren(
    ...(facts.notice ? [make("p", "fault", facts.notice)] : []),
    identity(ticket, facts),
    list("理赔", facts.claims.map(claim), "没有理赔。"),
    list(
      "救助",
      facts.relief.map((one) =>
        words("p", "", `${one.number} ${one.step_words}（${one.kind_words}：${one.cause}，${one.since} 起）`),
      ),
      "没有救助申请。",
    ),
    list(
      "保障",
      facts.cover.map((one) => {
        const plan = one.tier ? `${one.plan}（${one.tier}）` : one.plan;
        const until = one.in_force ? one.until : `${one.until}，不在保`;
        return words("p", one.in_force ? "" : "quiet", `${plan}，到 ${until}。${one.pays.join("；")}`);
      }),
      "没有保障。",
    ),
    list("材料", facts.papers.map(paper), "没有发来的材料。"),
    list(
      "发给过对方的群发",
      facts.sent.map((one) =>
        words("p", "", `${one.at ? `${clock(one.at)} ` : ""}${one.name}（${one.state_words}）：${one.text}`),
      ),
      "没有发过。",
    ),
    contacts,
  );
}
