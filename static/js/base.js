// Starts the few govuk-frontend components the pages use. Every page works without this file.
import {
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
  createAll,
} from "../vendor/govuk-frontend/govuk-frontend.js";

const components = [
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
];

components.forEach((component) => createAll(component));

// People print records with the answers folded away unless every "details" is open.
window.addEventListener("beforeprint", () => {
  document.querySelectorAll("details:not([open])").forEach((box) => {
    box.open = true;
    box.dataset.openedForPrint = "";
  });
});
window.addEventListener("afterprint", () => {
  document.querySelectorAll("details[data-opened-for-print]").forEach((box) => {
    box.open = false;
    delete box.dataset.openedForPrint;
  });
});
