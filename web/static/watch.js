// Watches a run on a page without a chart: moves the progress bar, and loads the page again when the run has ended.

const PERIOD = 700;
const place = document.getElementById("watched");
const bar = place.querySelector("progress");

async function look() {
  try {
    const answer = await fetch(place.dataset.state, { headers: { Accept: "application/json" }, cache: "no-store" });
    if (answer.redirected || !answer.ok) throw new Error(`state ${answer.status}`);
    const state = await answer.json();
    if (!state.active) {
      window.location.reload();
      return;
    }
    bar.value = state.status === "running" ? Math.min(state.elapsed, state.time_limit) : 0;
    setTimeout(look, PERIOD);
  } catch {
    setTimeout(look, 4 * PERIOD);
  }
}

look();
