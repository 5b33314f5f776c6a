// Draws a campaign's progress from its server-sent events; reloads when its state changes, for the buttons that fit.
import { followStream } from "../stream.js";

const box = document.getElementById("progress");
const MISSED = ["failed", "unknown", "refused", "skipped"];
let missedBefore = null;
let readAt = Date.now();

// The table of those who were not reached is read anew when one more is in it, unless somebody types in it.
async function readMissed(counts) {
  const missed = MISSED.map((name) => counts[name]).join();
  missedBefore ??= missed;
  const table = document.getElementById("missed");
  if (missed === missedBefore || Date.now() - readAt < 5000 || table.contains(document.activeElement)) return;
  missedBefore = missed;
  readAt = Date.now();
  const answer = await fetch(table.dataset.src);
  if (answer.ok) table.innerHTML = await answer.text();
}

function draw(told) {
  const total = Object.values(told.counts).reduce((sum, one) => sum + one, 0) || 1;
  for (const [name, count] of Object.entries(told.counts)) {
    box.querySelector(`[data-count="${name}"]`).textContent = count.toLocaleString();
    box.querySelector(`[data-bar="${name}"]`).style.width = `${(100 * count) / total}%`;
  }
  const words = [];
  if (told.state === "running") {
    words.push(`每秒 ${told.rate} 条`, `今天还能发 ${told.left_today.toLocaleString()} 条`);
    if (told.held_until) words.push(`微信说次数用完了，${told.held_until} 再试`);
    if (told.quiet) words.push("现在是免打扰时间，先不发");
    if (told.stuck)
      words.push("现在发不出去，可能是连不上微信或 Redis；系统会自己重试，一直这样请找管理员看日志");
    else if (told.finish) words.push(`预计 ${told.finish} 发完`);
  }
  document.getElementById("live").textContent = words.join("；");
  document.getElementById("state").textContent = told.state_words;
  if (told.state !== box.dataset.state) location.reload();
  else readMissed(told.counts);
}

if (box) {
  const line = followStream({
    address: () => box.dataset.src,
    events: { progress: draw, end: () => line.close() },
    whenDown: () => {
      document.getElementById("live").textContent = "连接断了，上面的数字停在刚才，正在重连…发送不受影响。";
    },
    whenBack: () => {
      document.getElementById("live").textContent = "";
    },
  });
}

// A large audience takes half a minute: the button says so, and is not pressed twice.
for (const form of document.querySelectorAll("form[data-busy]")) {
  form.addEventListener("submit", () => {
    const button = form.querySelector("button[type=submit]");
    button.textContent = form.dataset.busy;
    button.disabled = true;
  });
}
window.addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

const ways = document.querySelectorAll('input[name="way"]');
function showWay() {
  const chosen = document.querySelector('input[name="way"]:checked');
  for (const part of document.querySelectorAll("[data-way]")) part.hidden = part.dataset.way !== chosen.value;
}
for (const way of ways) way.addEventListener("change", showWay);
if (ways.length) showWay();
