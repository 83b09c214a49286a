// Adds and removes rows of a formset in the page. Without this file the same buttons post the form.
import { CharacterCount, createAll } from "../vendor/govuk-frontend/govuk-frontend.js";

const total = (rows) => rows.querySelector(`[name="${rows.dataset.rows}-TOTAL_FORMS"]`);
const shown = (rows) => [...rows.querySelectorAll("[data-rows-list] > [data-row]")];

function renumber(rows) {
  shown(rows).forEach((row, place) => {
    const number = place + 1;
    row.querySelector("[data-row-title]").textContent = `${rows.dataset.title} ${number}`;
    const button = row.querySelector("[data-remove-row]");
    if (button) button.textContent = `Remove ${rows.dataset.name} ${number}`;
  });
}

function tell(rows, text) {
  rows.querySelector("[data-rows-status]").textContent = text;
  rows.dispatchEvent(new CustomEvent("rows:changed", { bubbles: true }));
}

function prepare(row) {
  // Enter in a text box presses the first submit button: that must not be "Remove".
  row.querySelectorAll("[data-remove-row]").forEach((button) => (button.type = "button"));
}

function rowFrom(rows, index) {
  const box = document.createElement("div");
  box.innerHTML = rows
    .querySelector("[data-row-template]")
    .innerHTML.replaceAll("__prefix__", index)
    .replaceAll("__index__", index + 1)
    .replaceAll("__number__", shown(rows).length + 1);
  return box.firstElementChild;
}

function add(rows) {
  const index = Number(total(rows).value);
  const row = rowFrom(rows, index);
  rows.querySelector("[data-rows-list]").append(row);
  total(rows).value = index + 1;
  prepare(row);
  createAll(CharacterCount, {}, row);
  renumber(rows);
  row.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  tell(rows, "");
}

function markRemoved(rows, row) {
  const index = Number(row.dataset.row) - 1;
  const mark = document.createElement("input");
  Object.assign(mark, { type: "hidden", name: `${rows.dataset.rows}-${index}-DELETE`, value: "on" });
  // What identifies a saved row has to be posted with the mark.
  const kept = [...row.querySelectorAll("input[type=hidden]")].filter((input) => input.name !== mark.name);
  rows.append(mark, ...kept);
  row.remove();
}

function remove(rows, row) {
  const place = shown(rows).indexOf(row);
  markRemoved(rows, row);
  renumber(rows);
  const next = shown(rows)[Math.min(place, shown(rows).length - 1)];
  (next?.querySelector("[data-remove-row]") ?? rows.querySelector("[data-add-row]")).focus();
  tell(rows, `${rows.dataset.title} ${place + 1} removed`);
}

document.querySelectorAll("[data-rows]").forEach((rows) => {
  prepare(rows);
  rows.querySelector("[data-add-row]").type = "button";
  rows.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.matches("[data-add-row]")) add(rows);
    if (button?.matches("[data-remove-row]")) remove(rows, button.closest("[data-row]"));
  });
});
