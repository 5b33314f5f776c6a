// Draws the tables of the page as charts, and keeps the live numbers fresh.
import { get } from "./api.js";

const cells = (id) =>
  [...document.querySelectorAll(`#${id} tbody tr`)].map((row) =>
    [...row.children].map((one) => one.textContent),
  );
const days = cells("days"),
  COLOURS = ["#07703c", "#8a4b00", "#576b95"];
const number = (text) => (text === "—" ? null : Number(text));
const bars = (rows) => ({
  grid: { left: 90, right: 40, top: 10, bottom: 24 },
  xAxis: { type: "value", minInterval: 1 },
  yAxis: { type: "category", inverse: true, data: rows.map((row) => row[0]) },
  series: [
    {
      type: "bar",
      barMaxWidth: 28,
      data: rows.map((row) => number(row[1])),
      label: { show: true, position: "right" },
    },
  ],
});
const byDay = (type, lines) => ({
  grid: { left: 40, right: 10, top: 34, bottom: 24 },
  legend: { top: 0 },
  tooltip: { trigger: "axis", renderMode: "richText" },
  xAxis: { type: "category", data: days.map((row) => row[0].slice(5)) },
  yAxis: { type: "value", minInterval: 1 },
  series: lines.map(([name, column]) => ({
    name,
    type,
    barMaxWidth: 28,
    data: days.map((row) => number(row[column])),
    connectNulls: true,
  })),
});

const OPTIONS = {
  work: () =>
    byDay("bar", [
      ["转人工", 1],
      ["办完", 2],
    ]),
  answer: () =>
    byDay("line", [
      ["中位数", 3],
      ["九成以内", 4],
    ]),
  reasons: () => bars(cells("reasons").filter((row) => row.length === 2)),
  ratings: () => bars(cells("ratings")),
};

const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
const charts = [...document.querySelectorAll("[data-chart]")].map((box) => {
  const chart = echarts.init(box);
  chart.setOption({
    color: COLOURS,
    animation: !still,
    textStyle: { fontSize: 13 },
    ...OPTIONS[box.dataset.chart](),
  });
  return chart;
});
addEventListener("resize", () => {
  for (const chart of charts) chart.resize();
});

function show(live) {
  const told = {
    ...live,
    longest_minutes: live.longest_minutes === null ? "没有人等" : `${live.longest_minutes} 分钟`,
    online: live.online.join("、") || "没有",
  };
  for (const place of document.querySelectorAll("[data-live]")) {
    const text = String(told[place.dataset.live]);
    if (place.textContent !== text) place.textContent = text;
  }
}
setInterval(async () => {
  try {
    show(await get("figures/live"));
  } catch {
    /* the next round tries again */
  }
}, 10000);
