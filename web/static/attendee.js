// Enhances the answers form, which also works without scripts.
import { enterInterests } from "./attendee-interests.js";
import { findPeople } from "./attendee-people.js";
import { tickBlocks } from "./attendee-times.js";
import { say } from "./texts.js";

const form = document.querySelector("form[data-answers]");
const state = form.querySelector("[data-state]");
let unsaved = form.hasAttribute("data-unsaved");

function markUnsaved() {
  unsaved = true;
  if (state) state.textContent = say(form, "NotSaved");
}

enterInterests(form.querySelector("[data-chips]"), markUnsaved);
findPeople(form.querySelector("[data-people]"));
for (const block of form.querySelectorAll("[data-block]")) tickBlocks(block);

form.addEventListener("input", (event) => {
  if (event.target.matches("[data-search]")) return;
  markUnsaved();
});
form.addEventListener("submit", () => { unsaved = false; });
window.addEventListener("beforeunload", (event) => {
  if (unsaved) event.preventDefault();
});
