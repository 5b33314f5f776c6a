// The live line: says when something changed; after every new connection everything shown is fetched anew.
import { followStream } from "../stream.js";
import { $ } from "./drawing.js";

export function follow({ whenChanged, whenPresent, whenConnected }) {
  const say = (text, isDown) => {
    $("line").textContent = text;
    $("line").classList.toggle("down", isDown);
  };
  followStream({
    address: () => "/console/api/stream",
    events: {
      hello: () => {
        say("在线", false);
        whenConnected();
      },
      changed: whenChanged,
      presence: whenPresent,
    },
    whenDown: () => say("连接断了，正在重连…写的内容还在。", true),
  });
}
