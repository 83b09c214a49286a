// What may name somebody in a box, said beside it. Nothing of it is stored.
const panels = new WeakMap();

function panelFor(box) {
  if (!panels.has(box)) {
    const panel = document.createElement("div");
    Object.assign(panel, { className: "app-remarks", hidden: true, role: "status" });
    box.closest(".govuk-form-group").after(panel);
    panels.set(box, panel);
  }
  return panels.get(box);
}

function line({ found, says }) {
  const item = document.createElement("li");
  const word = document.createElement("strong");
  word.textContent = found;
  item.append(word, ` ${says}`);
  return item;
}

// The panel is there before it has words: a status is read out when its words change.
export const prepare = (box) => void panelFor(box);

export function show(box, { remarks, more }) {
  const panel = panelFor(box);
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
