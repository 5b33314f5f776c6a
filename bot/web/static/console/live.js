// The live line: says when something changed; after every new connection everything shown is fetched anew.
import { $ } from "./drawing.js";

export function follow({ whenChanged, whenPresent, whenConnected }) {
  const source = new EventSource("/console/api/stream");
  const say = (text, isDown) => { $("line").textContent = text; $("line").classList.toggle("down", isDown); };
  source.addEventListener("hello", () => { say("在线", false); whenConnected(); });
  source.addEventListener("changed", (event) => whenChanged(JSON.parse(event.data)));
  source.addEventListener("presence", (event) => whenPresent(JSON.parse(event.data)));
  source.onerror = () => {
    say("连接断了，正在重连…写的内容还在。", true);
    if (source.readyState === EventSource.CLOSED) setTimeout(() => { source.close(); follow({ whenChanged, whenPresent, whenConnected }); }, 3000);
  };
}
