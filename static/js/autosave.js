// Keeps what is typed on the server, control by control. Nothing is stored in the browser, and without this file the
// same form is sent by its buttons.
import { ask } from "./saving/conflict.js";
import { bodyFor, fitting, named, namesChangedBy, namesTypedIn, setValues } from "./saving/controls.js";
import { post, useToken } from "./saving/post.js";
import { prepare, show } from "./saving/remarks.js";
import { say } from "./saving/status.js";

const PAUSE = 2_000; // after the last change
const LONGEST = 15_000; // after the first
const form = document.querySelector("#record-form[data-autosave]");
const versions = JSON.parse(form.elements.draft_versions.defaultValue || "{}");
const changed = new Set(); // controls whose text the server does not have
const noted = new Map(); // what they held when that was noted: leaving a box tells of a change a second time
const choices = new Map(); // controls with two texts: the box that asks which
let sending = [];
let [running, timer, since, failures, pressed, leaving] = [null, 0, 0, 0, false, false];

const ready = () => [...changed].filter((name) => !choices.has(name));

function schedule(delay) {
  clearTimeout(timer);
  timer = setTimeout(save, Math.max(0, delay));
}

function note(names) {
  const typed = new FormData(form);
  const held = new Map(names.map((name) => [name, JSON.stringify(typed.getAll(name))]));
  const news = names.filter((name) => noted.get(name) !== held.get(name));
  news.forEach((name) => changed.add(name) && noted.set(name, held.get(name)));
  if (!news.length || !ready().length || failures) return; // after a failure the next try is set already
  since ||= Date.now();
  if (!running) say("waiting");
  schedule(Math.min(PAUSE, since + LONGEST - Date.now()));
}

function merge(newer) {
  Object.assign(versions, newer);
  form.elements.draft_versions.value = JSON.stringify(versions);
}

async function attempt(names) {
  const keepalive = document.visibilityState === "hidden" && fitting(form, names).length === names.length;
  try {
    const answer = await post(form.dataset.autosave, bodyFor(form, names, versions), { keepalive });
    const ours = answer.status === 200 || answer.status === 409;
    return { status: answer.status, body: ours ? await answer.json().catch(() => null) : null };
  } catch {
    return { status: 0, body: null };
  }
}

function failureOf(status) {
  if (status === 401) return "signedOut";
  return status >= 400 && status < 500 ? "refused" : "offline";
}

function failed(status) {
  failures += 1;
  say(failureOf(status), form.dataset.signIn);
  schedule(status === 401 ? LONGEST : Math.min(60_000, 1_000 * 2 ** failures));
}

// A control in conflict keeps its old version here until somebody chooses: whatever is posted before that makes the
// server keep both texts.
function taken({ versions: newer, conflicts, hints, token, saved_at: at }) {
  failures = 0;
  useToken(token);
  Object.entries(hints).forEach(([name, said]) => remark(name, said));
  merge(Object.fromEntries(Object.entries(newer).filter(([name]) => !(name in conflicts))));
  Object.entries(conflicts).forEach(([name, values]) => clash(name, values, newer[name]));
  say(choices.size ? "choose" : ready().length ? "waiting" : "saved", at);
  if (ready().length) schedule(PAUSE);
  document.dispatchEvent(new CustomEvent("reflect:active"));
}

// What may name somebody in a box, unless it was changed again meanwhile.
function remark(name, said) {
  const box = named(form, name).find((one) => one.matches("[data-guarded]"));
  if (box && !changed.has(name)) show(box, said);
}

function clash(name, values, version) {
  const settle = () => {
    choices.delete(name);
    merge({ [name]: version });
    save();
    return true;
  };
  const keep = () => changed.add(name) && settle();
  const use = async () => {
    await running;
    // What was typed since the box was shown is not kept by the server yet.
    const { status, body } = changed.has(name) ? await attempt([name]) : { body: true };
    if (!body) return failed(status);
    [changed, noted].forEach((known) => known.delete(name));
    setValues(form, name, values);
    return settle();
  };
  choices.get(name)?.remove();
  const shown = named(form, name).some((control) => control.type !== "hidden");
  if (shown) choices.set(name, ask(form, name, values, { keep, use }));
  else keep(); // its row was removed here
}

async function send() {
  clearTimeout(timer);
  sending = ready();
  sending.forEach((name) => changed.delete(name));
  since = 0;
  if (!failures) say("saving");
  const { status, body } = await attempt(sending);
  if (!body) sending.forEach((name) => changed.add(name));
  sending = [];
  running = null;
  if (body) taken(body);
  else failed(status);
  return body ? 200 : status;
}

function save() {
  if (!leaving) running ??= send();
  return running;
}

// Saves first, so that the form goes with the versions and the token of now. A form that would not arrive, or would
// be refused, stays here with its text.
async function submit(event) {
  if (leaving && !pressed) return void (pressed = true); // our own press, below
  event.preventDefault();
  if (pressed) return;
  pressed = true;
  const late = new Promise((resolve) => setTimeout(resolve, 3_000));
  const status = await Promise.race([Promise.resolve(running).then(save), late]);
  pressed = false;
  if (choices.size) return [...choices.values()][0].querySelector("button").focus();
  if (status === 0) return say("held", null, { again: true });
  if (failureOf(status) === "refused") return say("refused", null, { again: true });
  leaving = true;
  form.requestSubmit(event.submitter);
  setTimeout(stay, 10_000); // if the page is still here by then, the buttons work again
}

function stay() {
  [leaving, pressed] = [false, false];
  if (changed.size) schedule(PAUSE);
}

// The page may be gone before an answer comes: what does not fit is why the browser asked before.
function flush() {
  const names = fitting(form, [...new Set([...sending, ...changed])]);
  leaving = true;
  if (names.length) post(form.dataset.autosave, bodyFor(form, names, versions), { keepalive: true }).catch(() => {});
}

form.querySelectorAll("[data-guarded]").forEach(prepare);
form.autocomplete = "off"; // the browser neither remembers what was typed nor puts an old text back
merge({});
say("ready");
note(namesTypedIn(form));
["input", "change"].forEach((kind) => form.addEventListener(kind, (event) => note(namesChangedBy(event.target))));
form.addEventListener("rows:changed", (event) => {
  choices.forEach((box, name) => box.isConnected || [choices, changed].forEach((known) => known.delete(name)));
  note([...event.target.querySelectorAll('input[name$="-DELETE"]')].map((mark) => mark.name));
});
form.addEventListener("submit", submit);
["online", "focus"].forEach((kind) => addEventListener(kind, () => failures && save()));
addEventListener("pagehide", flush);
addEventListener("pageshow", (event) => event.persisted && stay());
addEventListener("beforeunload", (event) => {
  if (!leaving && changed.size + sending.length) event.preventDefault();
});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden" && ready().length) save();
});
