// Two tabs wrote in the same box: the other text is shown beside it, and the person chooses.
import { inWords, labelOf, named } from "./controls.js";

function element(tag, className, text = "") {
  return Object.assign(document.createElement(tag), { className, textContent: text });
}

function button(text, label, press) {
  const made = element("button", "govuk-button govuk-button--secondary", text);
  made.type = "button";
  made.append(element("span", "govuk-visually-hidden", `: ${label}`));
  made.addEventListener("click", press);
  return made;
}

// `keep` and `use` answer whether it is done: then the box goes, and the focus returns to the control.
export function ask(form, name, values, { keep, use }) {
  const control = named(form, name)[0];
  const label = labelOf(control);
  const [box, title] = [element("div", "app-conflict"), element("p", "app-conflict__title")];
  const choose = async (chosen) => {
    if (!(await chosen())) return;
    box.remove();
    (named(form, name).find((one) => one.checked) ?? control).focus();
  };
  const buttons = element("div", "govuk-button-group");
  buttons.append(button("Keep mine", label, () => choose(keep)), button("Use the other", label, () => choose(use)));
  box.append(title, element("p", "app-narrative", inWords(form, name, values) || "It is empty there."), buttons);
  control.closest(".govuk-form-group").append(box);
  // A status is read out when its words change, not when it arrives with them.
  title.setAttribute("role", "status");
  setTimeout(() => (title.textContent = `Changed in another tab or by another device: ${label}`), 100);
  return box;
}
