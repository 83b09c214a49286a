// Moves the bar of a report that is being made, and shows the page anew when it has ended. Without this file a link
// shows how far it is.
const EVERY = 1_000;
const GIVE_UP = 60; // times in a row without an answer
const place = document.querySelector("[data-progress]");
const bar = place?.querySelector("progress");
const said = place?.querySelector("[role=status]");
let silent = 0;

async function look() {
  try {
    const answer = await fetch(place.dataset.progress, { redirect: "error" });
    if (!answer.ok) throw new Error(answer.statusText); // a server that starts anew answers again
    const { done, known, under_way, state, said: words } = await answer.json();
    silent = 0;
    if (!under_way) {
      location.reload();
      return;
    }
    bar.max = known;
    bar.value = done;
    place.querySelector("h2").textContent = state;
    if (said.textContent !== words) said.textContent = words;
  } catch {
    silent += 1; // no network, no answer, or signed out: the page stays as it is
  }
  if (silent < GIVE_UP) setTimeout(look, EVERY);
}

if (place) setTimeout(look, EVERY);
