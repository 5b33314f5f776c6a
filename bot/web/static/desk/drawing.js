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

export { clock } from "../clock.js";

export function since(at) {
  const minutes = Math.max(0, Math.floor((Date.now() - new Date(at)) / 60000));
  if (minutes < 1) return "刚刚";
  return minutes < 60 ? `${minutes} 分钟` : `${Math.floor(minutes / 60)} 小时 ${minutes % 60} 分`;
}

// Enter agrees, Escape cancels. What is agreed to is done before the dialog goes: where it is refused every word stays.
export function dialog(title, fill, act = null) {
  const box = $("ask"),
    form = box.querySelector("form"),
    inside = form.querySelector("div"),
    told = form.querySelector(".fault"),
    yes = $("ask-yes");
  form.querySelector("h2").textContent = title;
  inside.replaceChildren();
  told.hidden = true;
  yes.hidden = yes.disabled = false;
  $("ask-no").replaceChildren("取消 ", make("kbd", "", "Esc"));
  $("ask-no").onclick = () => box.close("no");
  form.onsubmit = async (event) => {
    event.preventDefault();
    if (yes.disabled || yes.hidden) return;
    yes.disabled = true;
    try {
      await act?.();
      box.close("yes");
    } catch (fault) {
      told.hidden = false;
      told.textContent = fault.message;
    } finally {
      yes.disabled = false;
    }
  };
  fill(inside);
  box.returnValue = "no";
  box.showModal();
  return new Promise((done) =>
    box.addEventListener("close", () => done(box.returnValue === "yes"), { once: true }),
  );
}

// Something to look at, or to pick from: there is nothing to agree to.
export function sheet(title, fill) {
  const shown = dialog(title, fill);
  $("ask-yes").hidden = true;
  $("ask-no").replaceChildren("关闭 ", make("kbd", "", "Esc"));
  if (!document.activeElement.matches("input")) $("ask-no").focus();
  return shown;
}

export function choice(name, value, text, checked = false) {
  const label = make("label", "choice"),
    input = make("input");
  Object.assign(input, { type: "radio", name, value, checked, required: true });
  label.append(input, ` ${text}`);
  return label;
}
