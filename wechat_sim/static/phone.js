// Says what is typed and tapped, and shows what is answered.
const log = document.getElementById("log"),
  words = document.getElementById("words");
const add = (kind, fill) => {
  const el = document.createElement("div");
  el.className = kind;
  fill(el);
  log.append(el);
  log.scrollTop = log.scrollHeight;
};
const note = (text) =>
  add("note", (el) => {
    el.textContent = text;
  });
function show(reply) {
  if (!reply) return;
  if (reply.fault) {
    add("fault", (el) => {
      el.textContent = reply.fault;
    });
    return;
  }
  if (reply.transfer) {
    note("已转到公众号自己的客服");
    return;
  }
  if (reply.picture) {
    add("said", (el) => {
      const img = document.createElement("img");
      img.src = reply.picture;
      img.alt = "图片";
      img.width = 220;
      el.append(img);
    });
    return;
  }
  add("said", (el) => {
    for (const part of reply.parts) {
      if (!part.href && !part.tap) {
        el.append(part.text);
        continue;
      }
      const a = document.createElement("a");
      a.textContent = part.text;
      if (part.href) {
        a.href = part.href;
        a.target = "_blank";
        a.rel = "noopener";
      } else a.onclick = () => act("tap", part.tap, part.text);
      el.append(a);
    }
  });
}
async function act(name, value = "", shown = "") {
  if (shown)
    add("said me", (el) => {
      el.textContent = shown;
    });
  const answer = await fetch("act", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ name, value }),
  });
  show(await answer.json());
}
document.getElementById("composer").onsubmit = (event) => {
  event.preventDefault();
  const text = words.value;
  if (!text) return;
  words.value = "";
  act("say", text, text);
};
for (const button of document.querySelectorAll("[data-act]"))
  button.onclick = () => act(button.dataset.act, "", `［${button.textContent}］`);
async function drawMenu() {
  const menu = document.getElementById("menu"),
    buttons = await (await fetch("menu")).json();
  menu.replaceChildren(
    ...buttons.map((button) => {
      const box = document.createElement("details"),
        name = document.createElement("summary"),
        list = document.createElement("div");
      name.textContent = button.name;
      box.append(name, list);
      for (const entry of button.entries) {
        const b = document.createElement("button");
        b.textContent = entry.name;
        b.onclick = () => {
          box.open = false;
          if (entry.url) open(entry.url, "_blank", "noopener");
          else act("menu", entry.key, `［${entry.name}］`);
        };
        list.append(b);
      }
      return box;
    }),
  );
}
async function hear() {
  for (;;) {
    try {
      const later = await (await fetch("later")).json();
      if (later) show(later);
    } catch {
      await new Promise((done) => setTimeout(done, 2000));
    }
  }
}
drawMenu();
setInterval(drawMenu, 5000);
hear();
