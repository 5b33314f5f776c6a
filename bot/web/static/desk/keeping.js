// What staff were writing, kept in this tab for whoever signs in again, and gone once somebody else does.
const OURS = "huzhu.",
  MINE = `${OURS}${document.querySelector('meta[name="staff"]').content}.`;

export function keep(name, value) {
  sessionStorage.setItem(MINE + name, JSON.stringify(value));
}
export function recall(name) {
  return JSON.parse(sessionStorage.getItem(MINE + name));
}

for (const name of Object.keys(sessionStorage))
  if (name.startsWith(OURS) && !name.startsWith(MINE)) sessionStorage.removeItem(name);
