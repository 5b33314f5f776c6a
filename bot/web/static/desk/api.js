// Calls the console's JSON API; a refusal is an Error with `code`, `message` and whatever came beside them.
const csrf = document.querySelector('meta[name="csrf"]').content;

async function ask(method, path, body) {
  let answer;
  const isForm = body instanceof FormData,
    headers = { "x-csrf-token": csrf, ...(isForm ? {} : { "content-type": "application/json" }) };
  try {
    answer = await fetch(`/console/api/${path}`, {
      method,
      headers,
      body: isForm ? body : body && JSON.stringify(body),
      signal: isForm ? undefined : AbortSignal.timeout(60000),
    });
  } catch {
    throw Object.assign(new Error("网络断了，内容还在，请再试一次。"), { code: "offline" });
  }
  const told = answer.status === 204 ? null : await answer.json().catch(() => ({}));
  if (answer.ok) return told;
  const fault = told?.error ?? { code: `http_${answer.status}`, message: "没有办成，请再试一次。" };
  if (fault.code === "locked") location.assign(`/console/locked?next=${location.pathname}`);
  if (fault.code === "signed_out") location.assign(`/console/sign-in?next=${location.pathname}`);
  throw Object.assign(new Error(fault.message || "没有办成，请再试一次。"), fault);
}

export const get = (path) => ask("GET", path);
export const post = (path, body = {}) => ask("POST", path, body);
