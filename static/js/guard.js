// Says beside a box what may name somebody, while its writer pauses. Nothing is stored; without this file the same is
// said once before the text is saved.
import { post } from "./saving/post.js";

const PAUSE = 1_500; // after the last change
const form = document.querySelector("form[data-guard]");

function panelFor(box) {
  const panel = document.createElement("div");
  Object.assign(panel, { className: "app-remarks", hidden: true, role: "status" });
  box.closest(".govuk-form-group").after(panel);
  return panel;
}

function line({ found, says }) {
  const item = document.createElement("li");
  const word = document.createElement("strong");
  word.textContent = found;
  item.append(word, ` ${says}`);
  return item;
}

function show(panel, { remarks, more }) {
  panel.hidden = !remarks.length;
  if (panel.hidden) return panel.replaceChildren();
  const title = document.createElement("p");
  title.textContent = "This may say who somebody is, or label a child. You decide:";
  const list = document.createElement("ul");
  list.className = "govuk-list govuk-list--bullet";
  list.append(...remarks.map(line));
  if (more) list.append(line({ found: "", says: `and ${more} more` }));
  return panel.replaceChildren(title, list);
}

async function look(box, panel) {
  const text = box.value;
  try {
    const answer = await post(form.dataset.guard, new URLSearchParams({ text }), { redirect: "error" });
    if (answer.ok && box.value === text) show(panel, await answer.json());
  } catch {
    // No network: it is said once before the text is saved.
  }
}

form?.querySelectorAll("[data-guarded]").forEach((box) => {
  const panel = panelFor(box);
  let timer = 0;
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE, box, panel);
  });
});
