// Dragging meetings on the board. Everything it does can also be done with the links and buttons of the page.

const grid = document.querySelector(".board table");
const form = document.getElementById("drag");
let dragged = null;

function send(fields) {
  for (const [name, value] of Object.entries({ meeting: "", to: "", other: "", ...fields })) form.elements[name].value = value;
  form.submit();
}

async function mark(meeting) {
  const answer = await fetch(`${grid.dataset.places}&pick=${meeting}`, { headers: { Accept: "application/json" } });
  if (!answer.ok || dragged !== meeting) return; // marks are a help: a drop is judged again when it is sent
  const against = (await answer.json()).against;
  for (const cell of grid.querySelectorAll("[data-to]")) {
    const reason = against[cell.dataset.to];
    cell.classList.add(reason ? "not-here" : "here");
    if (reason) cell.title = reason;
  }
}

function clear() {
  dragged = null;
  for (const cell of grid.querySelectorAll(".here[data-to], .not-here")) {
    cell.classList.remove("here", "not-here");
    cell.removeAttribute("title");
  }
}

if (grid && form) {
  grid.addEventListener("dragstart", (event) => {
    const card = event.target.closest("[data-meeting]");
    if (!card) return;
    dragged = card.dataset.meeting;
    event.dataTransfer.setData("text/plain", dragged);
    event.dataTransfer.effectAllowed = "move";
    mark(dragged);
  });
  grid.addEventListener("dragover", (event) => {
    if (dragged && event.target.closest("[data-to]")) event.preventDefault();
  });
  grid.addEventListener("drop", (event) => {
    const cell = event.target.closest("[data-to]");
    if (!dragged || !cell) return;
    event.preventDefault();
    const card = event.target.closest("[data-meeting]");
    if (card && card.dataset.meeting !== dragged) send({ meeting: dragged, other: card.dataset.meeting });
    else if (!card) send({ meeting: dragged, to: cell.dataset.to });
  });
  grid.addEventListener("dragend", clear);
}
