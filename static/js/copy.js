// Copies a text of the page, or prints the page. Without this file the text is there to be selected.
for (const tools of document.querySelectorAll("[data-copy]")) {
  const text = document.getElementById(tools.dataset.copy);
  const status = tools.querySelector("[data-copy-status]");

  const copy = async () => {
    status.textContent = "";
    try {
      await navigator.clipboard.writeText(text.textContent);
      status.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(text);
      text.focus();
      status.textContent = "The text is selected: copy it with your keyboard";
    }
  };

  tools.hidden = false;
  tools.querySelector("[data-copy-button]").addEventListener("click", copy);
  tools.querySelector("[data-print-button]")?.addEventListener("click", () => print());
}
