import { say } from "./texts.js";

// Adds a slider beside each number field marked data-slider; the form still sends the field.
for (const field of document.querySelectorAll("[data-slider]")) {
  const label = document.querySelector(`label[for="${field.id}"]`);
  const slider = document.createElement("input");
  Object.assign(slider, { type: "range", min: field.min, max: field.max, step: field.dataset.step || 5, value: field.value });
  slider.className = "form-range";
  slider.setAttribute("aria-label", say(document.body, "Slider", { label: label.textContent.trim() }));
  const line = document.createElement("div");
  line.className = "slider-line";
  field.before(line);
  line.append(field, slider);
  slider.addEventListener("input", () => { field.value = slider.value; });
  field.addEventListener("input", () => { slider.value = field.value; });
}
