// Posts with the page's token. Signing in again makes a new one, whose cookie no script can read: then the token of
// a fresh copy of the page is taken, for every form here, and the post is tried once more.
const FIELD = "csrfmiddlewaretoken";
const fields = (page) => [...page.querySelectorAll(`[name="${FIELD}"]`)];

export function useToken(token) {
  fields(document).forEach((field) => (field.value = token));
}

export async function freshToken() {
  const answer = await fetch(location.pathname, { headers: { "X-Background": "1" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = answer.ok && fields(page)[0]?.value;
  if (token) useToken(token);
  return Boolean(token);
}

export async function post(url, body, options = {}) {
  const once = () => {
    body.set(FIELD, fields(document)[0].value);
    const signal = AbortSignal.timeout?.(30_000);
    return fetch(url, { method: "POST", body, signal, headers: { "X-Requested-With": "fetch" }, ...options });
  };
  const answer = await once();
  return answer.status === 403 && (await freshToken()) ? once() : answer;
}
