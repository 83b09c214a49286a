// What is said about saving. Only the first failure of a kind interrupts a screen reader, and the steps on the way
// ("busy") are left unread, or each pause in typing would be talked over.
const place = document.querySelector("[data-save-status]");
const FAILURES = new Set(["offline", "signedOut", "refused"]);
const alerted = new Set();

function signIn(url) {
  const link = document.createElement("a");
  const text = "Sign in in a new tab";
  return Object.assign(link, { href: url, textContent: text, target: "_blank", rel: "noopener", className: "govuk-link" });
}

const WORDS = {
  ready: () => [],
  waiting: () => ["Not saved yet"],
  saving: () => ["Saving…"],
  saved: (at) => [`Saved ${at}`],
  choose: () => ["Not all is saved: something was also changed elsewhere. Choose which text to keep."],
  offline: () => ["No connection. Your text is kept in this page; do not close it."],
  signedOut: (url) => ["You are signed out. Your text is still on this page. ", signIn(url), ", then come back."],
  held: () => ["No connection, so nothing was sent. Your text is kept in this page; do not close it."],
  refused: () => ["This could not be saved. Your text is still on this page: copy it before you leave."],
};

export function say(kind, detail, { again = false } = {}) {
  if (FAILURES.has(kind) && place.dataset.state === kind && !again) return;
  const loud = again || (FAILURES.has(kind) && !alerted.has(kind));
  alerted.add(kind);
  place.setAttribute("role", loud ? "alert" : "status");
  place.setAttribute("aria-busy", kind === "waiting" || kind === "saving");
  place.dataset.state = kind;
  place.replaceChildren(...WORDS[kind](detail));
}
