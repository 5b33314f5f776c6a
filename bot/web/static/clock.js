// When something was, in Beijing, whatever zone the browser is set to.
const ZONE = { timeZone: "Asia/Shanghai" };

export function clock(at) {
  const when = new Date(at),
    time = when.toLocaleTimeString("zh-CN", { ...ZONE, hour: "2-digit", minute: "2-digit" });
  const isToday = when.toLocaleDateString("zh-CN", ZONE) === new Date().toLocaleDateString("zh-CN", ZONE);
  return isToday
    ? time
    : `${when.toLocaleDateString("zh-CN", { ...ZONE, month: "long", day: "numeric" })} ${time}`;
}
