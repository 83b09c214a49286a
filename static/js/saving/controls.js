// What do the controls of a form hold, by name? Radios and ticks share one name, a date has three.
const OURS = /^(csrfmiddlewaretoken|carry_token|draft_versions|seen|.*_FORMS)$/;
const isChoice = (control) => control.type === "radio" || control.type === "checkbox";

export const named = (form, name) => [...form.elements].filter((control) => control.name === name);

// A date is read as a whole, so a change of its month sends its day and year too.
export function namesChangedBy(control) {
  const date = control.closest(".govuk-date-input");
  const names = date ? [...date.querySelectorAll("input")].map((part) => part.name) : [control.name];
  return names.filter((name) => name && !OURS.test(name));
}

function differs(one) {
  if (one.options) return one.selectedIndex !== Math.max(0, [...one.options].findIndex((o) => o.defaultSelected));
  if (isChoice(one)) return one.checked !== one.defaultChecked;
  if (one.type === "date" && !one.value) return false; // the browser shows nothing for what is no date
  return "defaultValue" in one && one.value !== one.defaultValue;
}

// What was typed before this script had come over the network.
export const namesTypedIn = (form) => [...form.elements].filter(differs).flatMap(namesChangedBy);

export function setValues(form, name, values) {
  named(form, name).forEach((control) => {
    if (isChoice(control)) control.checked = values.includes(control.value);
    else control.value = values[0] ?? "";
  });
}

// The values in the words of the page: "Mostly", not "4".
export function inWords(form, name, values) {
  const choices = named(form, name).flatMap((one) => [...(one.options ?? (isChoice(one) ? [one] : []))]);
  const choiceOf = (value) => choices.find((choice) => choice.value === value);
  const words = values.map((value) => choiceOf(value)?.labels?.[0].textContent ?? choiceOf(value)?.text ?? value);
  return words.map((word) => word.trim()).join(", ");
}

export function labelOf(control) {
  const label = isChoice(control) ? control.closest("fieldset").querySelector("legend") : control.labels[0];
  return label.firstChild.textContent.trim();
}

export function bodyFor(form, names, versions) {
  const [body, typed] = [new FormData(), new FormData(form)];
  names.forEach((name) => {
    body.append("control", name);
    typed.getAll(name).forEach((value) => body.append(name, value));
  });
  body.set("draft_versions", JSON.stringify(Object.fromEntries(names.map((name) => [name, versions[name]]))));
  return body;
}

// A browser sends at most 64 KB from a page that is being closed, and the framing of each value takes some of it.
export function fitting(form, names, room = 58_000) {
  const typed = new FormData(form);
  return names.filter((name) => {
    const size = typed.getAll(name).reduce((sum, value) => sum + new Blob([value]).size, 400);
    const fits = size <= room;
    if (fits) room -= size;
    return fits;
  });
}
