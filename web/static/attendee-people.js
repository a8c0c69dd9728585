// Searches the directory from the answers form. Each person found becomes a row of the form: a grade given there
// counts at once, and the next search moves graded rows to the list of wishes.

import { say } from "./texts.js";

const WAIT_MS = 250;

export function findPeople(section) {
  const field = section.querySelector("[data-search]");
  const button = section.querySelector("[data-search-button]");
  const status = section.querySelector("[data-search-status]");
  const found = section.querySelector("[data-found]");
  const listed = section.querySelector("[data-listed]");
  const more = section.querySelector("[data-more-people]");
  const left = section.querySelector("[data-left]");
  const template = section.querySelector("#person-row");
  const limit = Number(section.dataset.limit);
  let pending; // the request under way
  let timer;
  let page = 1;

  button.textContent = say(section, "Search");

  function count() {
    const wishes = section.querySelectorAll("input[value=must]:checked, input[value=like]:checked").length;
    left.textContent = wishes <= limit ? say(section, "Left", { number: limit - wishes }) : say(section, "TooMany", { number: wishes - limit });
  }

  function keepGraded() {
    for (const row of [...found.children]) {
      if (row.querySelector("input:checked")?.value) listed.append(row);
    }
    found.replaceChildren();
  }

  function row(person) {
    const item = template.content.firstElementChild.cloneNode(true);
    item.dataset.person = person.public_id;
    item.querySelector("fieldset").id = `f-grade-${person.public_id}`;
    for (const element of item.querySelectorAll("[data-name]")) element.textContent = person.name;
    item.querySelector("[data-role]").textContent = [person.job_title, person.organisation].filter(Boolean).join(", ");
    item.querySelector("[data-more]").textContent = [person.group, person.interests.join(", ")].filter(Boolean).join(" · ");
    item.querySelector("[data-about]").textContent = person.about;
    for (const input of item.querySelectorAll("input")) {
      const label = input.nextElementSibling;
      input.name = `grade-${person.public_id}`;
      input.id = label.htmlFor = `g-${person.public_id}-${input.value || "none"}`;
      input.checked = input.value === (person.grade ?? "");
    }
    return item;
  }

  function show(answer, asMore) {
    if (!asMore) keepGraded();
    const known = new Set([...section.querySelectorAll("[data-person]")].map((item) => item.dataset.person));
    const fresh = answer.people.filter((person) => !known.has(person.public_id));
    found.append(...fresh.map(row));
    const already = answer.people.length - fresh.length;
    status.textContent = already ? `${answer.sentence} ${say(section, "Already", { number: already })}` : answer.sentence;
    page = answer.page;
    more.hidden = answer.page >= answer.pages;
  }

  async function search(number = 1) {
    pending?.abort();
    pending = new AbortController();
    const address = `${section.dataset.people}?${new URLSearchParams({ q: field.value.trim(), page: number })}`;
    try {
      const answer = await fetch(address, { headers: { Accept: "application/json" }, signal: pending.signal });
      const body = await answer.json();
      if (answer.ok) show(body, number > 1);
      else status.textContent = body.faults.map((fault) => fault.sentence).join(" ");
    } catch (error) {
      if (error.name !== "AbortError") status.textContent = say(section, "NoAnswer");
    }
  }

  section.addEventListener("change", (event) => { if (event.target.type === "radio") count(); });
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, WAIT_MS);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    clearTimeout(timer);
    search();
  });
  button.addEventListener("click", (event) => { event.preventDefault(); search(); });
  more.addEventListener("click", () => search(page + 1));
}
