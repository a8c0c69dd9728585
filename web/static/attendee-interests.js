// Interests as chips: a comma or Enter adds one, its cross or Backspace removes it.
// Each chip has a hidden field; text that was not entered as a chip is sent with the text field.

import { say } from "./texts.js";

const ITEM = /[ \t]*"((?:[^"]|"")*)"[ \t]*(?=[,\n]|$)|[^,\n]+/g;
const SHOWN_SUGGESTIONS = 6;

const split = (text) =>
  [...text.matchAll(ITEM)]
    .map((found) => (found[1] === undefined ? found[0] : found[1].replaceAll('""', '"')).trim())
    .filter(Boolean);
const identity = (text) => text.normalize("NFKC").toLowerCase().split(/\s+/).join(" ").trim();

export function enterInterests(root, changed) {
  const field = root.querySelector("input");
  const known = [...root.querySelectorAll("datalist option")].map((option) => option.value);
  const most = Number(root.dataset.most);
  const chips = document.createElement("ul");
  chips.className = "chips";
  chips.setAttribute("aria-label", say(root, "Mine"));
  const status = document.createElement("p");
  status.className = "hidden-label";
  status.setAttribute("role", "status");
  const suggestions = document.createElement("div");
  suggestions.className = "chips mt-2";
  root.insertBefore(chips, field);
  root.append(suggestions, status);
  root.querySelector(".form-text").textContent = say(root, "Hint");

  const labels = () => [...chips.querySelectorAll("input")].map((input) => input.value);
  const has = (label) => labels().some((other) => identity(other) === identity(label));

  function add(label, quietly = false) {
    if (has(label) && !quietly) {
      status.textContent = say(root, "Known", { label });
      return;
    }
    const chip = document.createElement("li");
    chip.className = "chip";
    const hidden = Object.assign(document.createElement("input"), { type: "hidden", name: "interest", value: label });
    const remove = Object.assign(document.createElement("button"), { type: "button", textContent: "✕" });
    remove.setAttribute("aria-label", say(root, "Remove", { label }));
    remove.addEventListener("click", () => {
      chip.remove();
      status.textContent = say(root, "Removed", { label });
      suggest();
      changed();
      field.focus();
    });
    chip.append(label, hidden, remove);
    chips.append(chip);
    if (quietly) return;
    status.textContent = say(root, "Added", { label });
    suggest();
    changed();
  }

  function addTyped() {
    const typed = split(field.value);
    field.value = "";
    typed.forEach((label) => add(label));
  }

  function suggest() {
    const fitting = labels().length < most ? known.filter((label) => !has(label)).slice(0, SHOWN_SUGGESTIONS) : [];
    suggestions.replaceChildren(...fitting.map((label) => {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "chip chip-add", textContent: `+ ${label}` });
      button.addEventListener("click", () => { add(label); suggestions.querySelector("button")?.focus(); });
      return button;
    }));
  }

  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter") {
      event.preventDefault(); // Enter adds the keyword; only the button saves
      addTyped();
    } else if (event.key === "Backspace" && !field.value && chips.lastElementChild) {
      event.preventDefault();
      chips.lastElementChild.querySelector("button").click();
    }
  });
  field.addEventListener("input", (event) => {
    const picked = event.inputType === "insertReplacementText" && known.includes(field.value);
    if (picked || (field.value.includes(",") && !field.value.trimStart().startsWith('"'))) addTyped();
  });
  field.addEventListener("change", addTyped);

  JSON.parse(root.dataset.chips).forEach((label) => add(label, true));
  field.value = "";
  suggest();
}
