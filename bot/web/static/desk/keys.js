// Everything by keyboard, and the palette.
import { $, make, sheet } from "./drawing.js";

export const KEYS = [
  ["j / ↓", "下一个对话"],
  ["k / ↑", "上一个对话"],
  ["t", "接起来"],
  ["r", "写回复"],
  ["Alt+N", "备注 / 回复"],
  ["x", "转交"],
  ["s", "稍后"],
  ["e", "办完了"],
  ["Shift+E", "办完，下一个"],
  ["1–4", "我的 / 待接 / 紧急 / 全部"],
  ["i", "会员资料"],
  ["Ctrl+K", "找命令和对话"],
  ["/", "常用语（在输入框里）"],
  ["Esc", "离开输入框"],
  ["?", "这张表"],
];

function help() {
  sheet("按键", (inside) => {
    const list = make("dl", "keys");
    for (const [key, what] of KEYS) list.append(make("dt", "", key), make("dd", "", what));
    inside.append(list);
  });
}

// What was picked begins when the palette is wholly gone, for it may open a dialog itself.
async function palette(commands) {
  let picked = () => {};
  await sheet("找命令和对话", (inside) => {
    const input = make("input"),
      list = make("ul", "canned");
    let fitting = [],
      at = 0;
    Object.assign(list, { id: "found", role: "listbox" });
    list.setAttribute("aria-label", "找到的");
    input.setAttribute("aria-label", "找");
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-controls", "found");
    input.setAttribute("aria-expanded", "true");
    const use = ([, act]) => {
      picked = act;
      $("ask").close("no");
    };
    const draw = () => {
      list.replaceChildren(
        ...fitting.map((one, place) => {
          const item = make("li", "", one[0]);
          Object.assign(item, { id: `found-${place}`, role: "option", onclick: () => use(one) });
          item.setAttribute("aria-selected", place === at);
          return item;
        }),
      );
      input.setAttribute("aria-activedescendant", fitting.length ? `found-${at}` : "");
      list.children[at]?.scrollIntoView({ block: "nearest" });
    };
    const fill = () => {
      fitting = commands()
        .filter(([words]) => words.includes(input.value.trim()))
        .slice(0, 12);
      at = 0;
      draw();
    };
    input.oninput = fill;
    input.onkeydown = (event) => {
      if (event.isComposing) return;
      if (event.key === "Enter") {
        event.preventDefault();
        if (fitting[at]) use(fitting[at]);
      }
      const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (by && fitting.length) {
        event.preventDefault();
        at = (at + by + fitting.length) % fitting.length;
        draw();
      }
    };
    fill();
    inside.append(input, list);
  });
  picked();
}

// The focus leaves a closed dialog a moment after it: a key in between is meant for the page.
function isTyping(place) {
  const box = place.closest("dialog");
  return box ? box.open : Boolean(place.closest("input, textarea, select"));
}

export function start(acts, commands) {
  addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      palette(commands);
      return;
    }
    if (event.altKey && event.code === "KeyN") {
      event.preventDefault();
      acts.note();
      return;
    }
    if (event.key === "Escape" && document.activeElement === $("words")) {
      $("words").blur();
      return;
    }
    if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const act = {
      "?": help,
      j: acts.next,
      ArrowDown: acts.next,
      k: acts.previous,
      ArrowUp: acts.previous,
      t: acts.take,
      r: acts.write,
      x: acts.pass,
      s: acts.snooze,
      e: acts.resolve,
      E: acts.resolveAndNext,
      i: acts.facts,
      1: () => acts.tab("mine"),
      2: () => acts.tab("unassigned"),
      3: () => acts.tab("urgent"),
      4: () => acts.tab("all"),
    }[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  });
}
