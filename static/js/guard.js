// Says beside a box what may name somebody, while its writer pauses. Nothing is stored; without this file the same is
// said once before the text is saved.
import { post } from "./saving/post.js";
import { prepare, show } from "./saving/remarks.js";

const PAUSE = 1_500; // after the last change
const form = document.querySelector("form[data-guard]");

async function look(box) {
  const text = box.value;
  try {
    const answer = await post(form.dataset.guard, new URLSearchParams({ text }), { redirect: "error" });
    if (answer.ok && box.value === text) show(box, await answer.json());
  } catch {
    // No network: it is said once before the text is saved.
  }
}

const timers = new WeakMap();
const prepareAll = () => form.querySelectorAll("[data-guarded]").forEach(prepare);

function pause({ target: box }) {
  if (!box.matches("[data-guarded]")) return;
  clearTimeout(timers.get(box));
  timers.set(box, setTimeout(look, PAUSE, box));
}

if (form) {
  prepareAll();
  form.addEventListener("rows:changed", prepareAll); // a row that was added has boxes of its own
  form.addEventListener("input", pause);
}
