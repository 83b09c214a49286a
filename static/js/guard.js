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

form?.querySelectorAll("[data-guarded]").forEach((box) => {
  prepare(box);
  let timer = 0;
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE, box);
  });
});
