// Warns before a sign-in ends. It never takes the focus, and never leaves a page that may hold typed text.
import { freshToken, post } from "./saving/post.js";

const WARNING = 5 * 60; // seconds before the end
const LOOK = 30; // seconds between questions while the warning stands: another tab may have been used
const region = document.querySelector("[data-timeout]");
const [box, words, stay, signIn] = ["box", "text", "stay", "sign-in"].map((part) =>
  region.querySelector(`[data-timeout-${part}]`),
);
let [ends, timer, ended, atLimit, cameFrom] = [0, 0, false, false, null];

const left = () => Math.floor((ends - Date.now()) / 1_000);
const clock = (at) =>
  new Date(at).toLocaleTimeString("en-GB", { hour: "numeric", minute: "2-digit", hourCycle: "h12" }).replace(/\s/g, "");

function typing() {
  const place = document.querySelector("[data-save-status]");
  return place && ["waiting", "saving", "saved"].includes(place.dataset.state) ? " What you type is being saved." : "";
}

function warning() {
  const end = `Your sign-in ends at ${clock(ends)}`;
  return `${end}${atLimit ? " and cannot be made longer." : "."}${typing()}`;
}

// The same words put in again would be read out again.
function show(text) {
  stay.hidden = ended || atLimit;
  signIn.hidden = !ended;
  if (words.textContent !== text) words.textContent = text;
  box.hidden = false;
}

function hide() {
  if (box.contains(document.activeElement)) cameFrom?.focus();
  box.hidden = true;
  words.textContent = "";
}

function wait(seconds) {
  const backAgain = ended && seconds > 0;
  const end = Date.now() + seconds * 1_000;
  if (Math.abs(end - ends) > 5_000) ends = end; // a second more or less is not a change worth telling
  ended = seconds <= 0;
  atLimit &&= seconds <= WARNING;
  if (ended) show("Your sign-in has ended. What is on this page stays here.");
  else if (seconds <= WARNING) show(warning());
  else hide();
  clearTimeout(timer);
  if (!ended) timer = setTimeout(ask, 1_000 * (seconds > WARNING ? seconds - WARNING : Math.min(seconds, LOOK)));
  if (backAgain) freshToken().catch(() => {}); // the new sign-in made the token of this page an old one
}

// Somebody may have been active, or have signed out, in another tab. Asking does not count as being active.
async function ask() {
  try {
    const answer = await fetch(region.dataset.timeLeftUrl, { headers: { "X-Background": "1" } });
    wait((await answer.json()).seconds_left);
  } catch {
    wait(left());
  }
}

async function staySignedIn(event) {
  event.preventDefault();
  try {
    const { seconds_left: seconds } = await (await post(stay.action, new FormData(stay))).json();
    atLimit = seconds <= WARNING;
    wait(seconds);
  } catch {
    show(`No connection. ${warning()}`);
  }
}

const isNear = () => ended || left() <= WARNING;
stay.addEventListener("submit", staySignedIn);
box.addEventListener("focusin", (event) => {
  if (!box.contains(event.relatedTarget)) cameFrom = event.relatedTarget;
});
document.addEventListener("reflect:active", () => isNear() && ask()); // what was typed was saved: that is a sign of life
// A machine that slept does not count the time it slept.
["focus", "pageshow"].forEach((kind) => addEventListener(kind, () => isNear() && ask()));
wait(Number(document.body.dataset.sessionSeconds));
