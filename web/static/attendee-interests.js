// Interests as chips: a comma or Enter makes one, its cross or Backspace takes it away again.
// Each chip is a hidden field of its own; what is typed and not yet entered goes with the text field.

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
  chips.setAttribute("aria-label", "My interests");
  const said = document.createElement("p");
  said.className = "hidden-label";
  said.setAttribute("role", "status");
  const offers = document.createElement("div");
  offers.className = "chips mt-2";
  root.insertBefore(chips, field);
  root.append(offers, said);
  root.querySelector(".form-text").textContent = `Type a keyword, then a comma or Enter. At most ${most}.`;

  const labels = () => [...chips.querySelectorAll("input")].map((input) => input.value);
  const has = (label) => labels().some((other) => identity(other) === identity(label));

  function add(label, quietly = false) {
    if (has(label) && !quietly) {
      said.textContent = `${label} is there already.`;
      return;
    }
    const chip = document.createElement("li");
    chip.className = "chip";
    const hidden = Object.assign(document.createElement("input"), { type: "hidden", name: "interest", value: label });
    const remove = Object.assign(document.createElement("button"), { type: "button", textContent: "✕" });
    remove.setAttribute("aria-label", `Remove ${label}`);
    remove.addEventListener("click", () => {
      chip.remove();
      said.textContent = `${label} removed.`;
      offer();
      changed();
      field.focus();
    });
    chip.append(label, hidden, remove);
    chips.append(chip);
    if (quietly) return;
    said.textContent = `${label} added.`;
    offer();
    changed();
  }

  function take() {
    const typed = split(field.value);
    field.value = "";
    typed.forEach((label) => add(label));
  }

  function offer() {
    const fitting = labels().length < most ? known.filter((label) => !has(label)).slice(0, SHOWN_SUGGESTIONS) : [];
    offers.replaceChildren(...fitting.map((label) => {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "chip chip-add", textContent: `+ ${label}` });
      button.addEventListener("click", () => { add(label); offers.querySelector("button")?.focus(); });
      return button;
    }));
  }

  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter") {
      event.preventDefault(); // Enter enters the keyword; the button saves
      take();
    } else if (event.key === "Backspace" && !field.value && chips.lastElementChild) {
      event.preventDefault();
      chips.lastElementChild.querySelector("button").click();
    }
  });
  field.addEventListener("input", (event) => {
    const picked = event.inputType === "insertReplacementText" && known.includes(field.value);
    if (picked || (field.value.includes(",") && !field.value.trimStart().startsWith('"'))) take();
  });
  field.addEventListener("change", take);

  JSON.parse(root.dataset.chips).forEach((label) => add(label, true));
  field.value = "";
  offer();
}
