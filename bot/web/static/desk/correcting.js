// Marks an answer of the bot as mistaken: what the member meant is chosen, a second person looks at it later.
import { get, post } from "./api.js";
import { dialog, make } from "./drawing.js";

const picked = (box) => [...box.querySelectorAll("input:checked")].map((one) => one.value);

function picks(title, all, chosen) {
  const box = make("fieldset"),
    grid = make("div", "picks");
  box.append(make("legend", "", title), grid);
  for (const [name, words] of Object.entries(all)) {
    const label = make("label"),
      input = make("input");
    Object.assign(input, { type: "checkbox", value: name, checked: chosen.includes(name) });
    label.append(input, ` ${words}`);
    grid.append(label);
  }
  return box;
}

export async function correct(message) {
  const all = await get("corrections/choices");
  let intents, programmes, note;
  return dialog(
    "小助手理解错了，会员其实是问什么",
    (inside) => {
      intents = picks("意思（1 到 3 个）", all.intents, []);
      programmes = make("details");
      programmes.append(
        make("summary", "", "说的是哪个项目"),
        picks("项目", all.programmes, message.understood.programmes),
      );
      const label = make("label", "", "说明（可不填）");
      note = make("textarea");
      note.maxLength = 300;
      label.append(note);
      inside.append(intents, programmes, label);
    },
    () => {
      if (!picked(intents).length) throw new Error("请先选会员其实是问什么（1 到 3 个意思）。");
      return post("corrections", {
        message: message.id,
        intents: picked(intents),
        programmes: picked(programmes),
        note: note.value,
      });
    },
  );
}
