// Runs before the page is drawn, so that the menu does not flash open on phones.
document.body.classList.add("js-enabled", ..."noModule" in HTMLScriptElement.prototype ? ["govuk-frontend-supported"] : []);
