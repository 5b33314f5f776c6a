// A line of server-sent events that never gives up. A browser's own gives up for good at the first answer that is
// not 200, as a proxy's 502 is. This one comes back by itself, later and later,
// and says so when it has been down for long.
const FIRST_PAUSE = 1000,
  LONGEST_PAUSE = 20000,
  SAID_AFTER = 3000,
  STABLE_AFTER = 10000;

export function followStream({ address, events, whenDown = () => {}, whenBack = () => {} }) {
  let source = null,
    tries = 0,
    again = null,
    saying = null,
    isOver = false,
    openedAt = 0;

  function connect() {
    clearTimeout(again);
    source?.close();
    source = new EventSource(address());
    source.onopen = back;
    source.onerror = down;
    for (const [name, take] of Object.entries(events))
      source.addEventListener(name, (event) => take(JSON.parse(event.data)));
  }

  function back() {
    openedAt = Date.now();
    clearTimeout(saying);
    saying = null;
    whenBack();
  }

  function down() {
    source.close();
    if (isOver) return;
    if (openedAt && Date.now() - openedAt > STABLE_AFTER) tries = 0;
    openedAt = 0;
    saying ??= setTimeout(whenDown, SAID_AFTER);
    const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** tries++);
    again = setTimeout(connect, pause * (0.5 + Math.random() / 2));
  }

  const retry = () => {
    if (!isOver && !openedAt) {
      tries = 0;
      connect();
    }
  };
  const look = () => {
    if (!document.hidden) retry();
  };
  addEventListener("online", retry);
  document.addEventListener("visibilitychange", look);
  connect();
  return {
    close() {
      isOver = true;
      for (const timer of [again, saying]) clearTimeout(timer);
      removeEventListener("online", retry);
      document.removeEventListener("visibilitychange", look);
      source.close();
    },
  };
}
