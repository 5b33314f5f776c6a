// Small pieces that every pane draws with; members' words only ever become text.
export const $ = (id) => document.getElementById(id);

export function make(tag, kind = "", text) {
  const el = document.createElement(tag);
  if (kind) el.className = kind;
  if (text !== undefined && text !== null) el.textContent = text;
  return el;
}

export function words(tag, kind, text) {
  const el = make(tag, kind, text);
  el.dir = "auto";
  return el;
}

export function clock(at) {
  const when = new Date(at), now = new Date();
  const time = when.toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit" });
  return when.toDateString() === now.toDateString() ? time : `${when.getMonth() + 1}月${when.getDate()}日 ${time}`;
}

export function since(at) {
  const minutes = Math.max(0, Math.floor((Date.now() - new Date(at)) / 60000));
  if (minutes < 1) return "刚刚";
  return minutes < 60 ? `${minutes} 分钟` : `${Math.floor(minutes / 60)} 小时 ${minutes % 60} 分`;
}

export function dialog(title, fill) {
  const box = $("ask"), inside = box.querySelector("div");
  box.querySelector("h2").textContent = title;
  inside.replaceChildren();
  fill(inside);
  box.returnValue = "no";
  box.showModal();
  return new Promise((done) => box.addEventListener("close", () => done(box.returnValue === "yes"), { once: true }));
}

export function choice(name, value, text, checked = false) {
  const label = make("label", "choice"), input = make("input");
  Object.assign(input, { type: "radio", name, value, checked });
  label.append(input, ` ${text}`);
  return label;
}
