// Says how many sessions there are while somebody chooses. Without this file the button says so.
const PAUSE = 400;
const form = document.querySelector("form[data-count]");
const status = form?.querySelector("[data-count-status]");
const found = document.querySelector("[data-found]");
let timer = 0;
let asked = 0;

async function count() {
  const mine = ++asked;
  try {
    const answer = await fetch(`${form.dataset.count}?${new URLSearchParams(new FormData(form))}`, { redirect: "error" });
    if (!answer.ok || mine !== asked) return;
    const { said } = await answer.json();
    status.textContent = said;
  } catch {
    status.textContent = ""; // no network: the button counts
  }
}

form?.addEventListener("input", () => {
  if (found) found.hidden = true; // it is about other choices now
  clearTimeout(timer);
  timer = setTimeout(count, PAUSE);
});
