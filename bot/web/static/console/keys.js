// Everything by keyboard, and the palette.
import { $, dialog, make } from "./drawing.js";

export const KEYS = [
  ["j / ↓", "下一个对话"], ["k / ↑", "上一个对话"], ["t", "接起来"], ["r", "写回复"], ["Alt+N", "备注 / 回复"], ["x", "转交"], ["s", "稍后"],
  ["e", "办完了"], ["Shift+E", "办完，下一个"], ["1–4", "我的 / 待接 / 紧急 / 全部"], ["i", "会员资料"], ["Ctrl+K", "找命令和对话"], ["/", "常用语（在输入框里）"], ["Esc", "离开输入框"], ["?", "这张表"],
];

function help() {
  dialog("按键", (inside) => {
    const list = make("dl", "keys");
    for (const [key, what] of KEYS) list.append(make("dt", "", key), make("dd", "", what));
    inside.append(list);
  });
}

function palette(commands) {
  dialog("找命令和对话", (inside) => {
    const input = make("input"), list = make("ul", "canned");
    input.setAttribute("aria-label", "找");
    const fill = () => {
      const fitting = commands().filter(([words]) => words.includes(input.value.trim())).slice(0, 12);
      list.replaceChildren(...fitting.map(([words, act], at) => {
        const item = make("li", "", words);
        item.setAttribute("aria-selected", at === 0);
        item.onclick = () => { $("ask").close("no"); act(); };
        return item;
      }));
    };
    input.oninput = fill;
    input.onkeydown = (event) => { if (event.key === "Enter") { event.preventDefault(); list.firstChild?.click(); } };
    fill();
    inside.append(input, list);
  });
}

export function start(acts, commands) {
  addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") { event.preventDefault(); palette(commands); return; }
    if (event.altKey && event.code === "KeyN") { event.preventDefault(); acts.note(); return; }
    if (event.key === "Escape" && document.activeElement === $("words")) { $("words").blur(); return; }
    const isTyping = event.target.closest("input, textarea, select, dialog[open]");
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const act = { "?": help, j: acts.next, ArrowDown: acts.next, k: acts.previous, ArrowUp: acts.previous, t: acts.take, r: acts.write, x: acts.pass, s: acts.snooze, e: acts.resolve, E: acts.resolveAndNext, i: acts.facts, 1: () => acts.tab("mine"), 2: () => acts.tab("unassigned"), 3: () => acts.tab("urgent"), 4: () => acts.tab("all") }[event.key];
    if (act) { event.preventDefault(); act(); }
  });
}
