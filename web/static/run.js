// Watches a run: fetches its state about every 0.7 seconds, updates the figures and draws score and bound.

import { say } from "./texts.js";

const PERIOD = 700;
const SPEAK_EVERY = 8000; // a screen reader need not announce every improvement
const SVG = "http://www.w3.org/2000/svg";
const FRAME = { left: 58, right: 628, top: 14, bottom: 226 };

const page = document.getElementById("run");
const sentence = document.getElementById("run-sentence");
const voice = document.getElementById("run-spoken"); // for screen readers only
let spoken = { at: 0, words: "" };

const whole = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });
const share = new Intl.NumberFormat(document.documentElement.lang, { style: "percent", minimumFractionDigits: 2, maximumFractionDigits: 2 });
const shown = {
  words: (state) => state.words,
  elapsed: (state) => Math.round(state.elapsed).toString(),
  meetings: (state) => number(state.meetings),
  value: (state) => number(state.value),
  bound: (state) => number(state.bound),
  gap: (state) => (state.gap === null ? "–" : share.format(state.gap)),
};

function number(value) {
  return value === null ? "–" : whole.format(value);
}

async function look() {
  let state;
  try {
    const answer = await fetch(page.dataset.state, { headers: { Accept: "application/json" }, cache: "no-store" });
    if (answer.redirected || !answer.ok) throw new Error(`state ${answer.status}`);
    state = await answer.json();
  } catch {
    voice.textContent = sentence.textContent = say(page, "Lost");
    setTimeout(look, 4 * PERIOD);
    return;
  }
  if (!state.active && page.dataset.active === "yes") {
    window.location.reload(); // the page of a finished run has other buttons
    return;
  }
  show(state);
  if (state.active) setTimeout(look, PERIOD);
}

function show(state) {
  for (const place of document.querySelectorAll("[data-figure]")) {
    place.textContent = shown[place.dataset.figure](state);
  }
  const bar = document.getElementById("run-progress");
  bar.value = state.status === "running" ? Math.min(state.elapsed, state.time_limit) : 0;
  speak(state);
  draw(state);
  fillTable(state.trace);
}

function speak(state) {
  if (sentence.textContent !== state.sentence) sentence.textContent = state.sentence;
  const words = `${state.status} ${state.stage}`;
  if (words === spoken.words && Date.now() - spoken.at < SPEAK_EVERY) return;
  voice.textContent = state.sentence;
  spoken = { at: Date.now(), words };
}

function fillTable(trace) {
  const body = page.querySelector("tbody");
  if (body.rows.length === trace.length) return;
  body.replaceChildren(...trace.map(([seconds, value, bound]) => {
    const row = document.createElement("tr");
    row.className = "num";
    const head = document.createElement("th");
    head.scope = "row";
    head.className = "fw-normal";
    head.textContent = seconds.toFixed(1);
    row.append(head, ...[value, bound].map((figure) => {
      const cell = document.createElement("td");
      cell.textContent = number(figure);
      return cell;
    }));
    return row;
  }));
}

function draw(state) {
  const points = state.trace.filter((point) => point[1] !== null || point[2] !== null);
  document.getElementById("run-figure").hidden = points.length === 0;
  if (points.length === 0) return;
  const end = Math.max(state.elapsed, points.at(-1)[0], 1);
  const scale = scales(points, end);
  const chart = document.getElementById("run-chart");
  const title = chart.querySelector("title");
  chart.replaceChildren(title, ...axes(scale, end), stairs(points, 2, end, scale, "bound"), stairs(points, 1, end, scale, "value"));
}

// The vertical axis omits bounds far above the best score, so that the closing gap is visible.
function scales(points, end) {
  const values = points.map((point) => point[1]).filter((value) => value !== null);
  const bounds = points.map((point) => point[2]).filter((bound) => bound !== null);
  const best = values.length ? Math.max(...values) : 0;
  const lowest = values.length ? Math.min(...values) : 0;
  const last = bounds.length ? bounds.at(-1) : best;
  const ceiling = Math.max(best, last, Math.min(Math.max(best, ...bounds), best * 1.5));
  const span = Math.max(ceiling - lowest, Math.abs(ceiling) * 0.02, 1);
  const low = Math.max(0, lowest - 0.08 * span);
  const high = ceiling + 0.08 * span;
  return {
    low, high,
    x: (seconds) => FRAME.left + (FRAME.right - FRAME.left) * (seconds / end),
    y: (value) => FRAME.bottom - (FRAME.bottom - FRAME.top) * ((Math.min(value, high) - low) / (high - low)),
  };
}

// A step function: each value holds until the next one.
function stairs(points, column, end, scale, name) {
  let path = "";
  let before = null;
  for (const point of points) {
    const figure = point[column];
    if (figure === null) continue;
    const x = scale.x(point[0]).toFixed(1);
    const y = scale.y(figure).toFixed(1);
    path += before === null ? `M${x} ${y}` : `H${x}V${y}`;
    before = figure;
  }
  if (path) path += `H${scale.x(end).toFixed(1)}`;
  return shape("path", { d: path, class: `line-${name}` });
}

function axes(scale, end) {
  const marks = [];
  for (const part of [0, 0.5, 1]) {
    const value = scale.low + part * (scale.high - scale.low);
    const y = scale.y(value);
    marks.push(shape("line", { x1: FRAME.left, x2: FRAME.right, y1: y, y2: y, class: "grid" }));
    marks.push(text(FRAME.left - 8, y + 4, whole.format(Math.round(value)), "end"));
    marks.push(text(scale.x(part * end), FRAME.bottom + 20, say(page, "Seconds", { number: (part * end).toFixed(end < 10 ? 1 : 0) }), part === 0 ? "start" : part === 1 ? "end" : "middle"));
  }
  return marks;
}

function text(x, y, words, anchor) {
  const element = shape("text", { x, y, "text-anchor": anchor });
  element.textContent = words;
  return element;
}

function shape(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

look();
