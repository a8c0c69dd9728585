// Enhancements of every page; all pages also work without scripts.
import { say } from "./texts.js";

// After an invalid form, focus the summary of its errors.
document.getElementById("error-summary")?.focus();

// <button data-copy="id-of-a-field"> copies the text of the field and confirms it.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copy);
    await navigator.clipboard.writeText(field.value ?? field.textContent);
    const before = button.textContent;
    button.textContent = say(document.body, "Copied");
    setTimeout(() => { button.textContent = before; }, 2000);
  });
}

// <form data-once>: a double click does not send the form twice.
for (const form of document.querySelectorAll("form[data-once]")) {
  form.addEventListener("submit", () => {
    setTimeout(() => { for (const button of form.querySelectorAll("button")) button.disabled = true; }, 0);
  });
}

// <select data-send> or <input data-send> sends its form when it changes, without a button.
for (const field of document.querySelectorAll("[data-send]")) {
  field.addEventListener("change", () => field.form.requestSubmit());
}

// Enable the buttons again after the browser's Back button.
window.addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("form[data-once] button")) button.disabled = false;
});

// <div id="…" data-live="4000"> is reloaded every 4000 milliseconds while the page is visible. With data-live-end, the
// whole page is loaded again once it no longer has the element.
for (const live of document.querySelectorAll("[data-live]")) {
  setInterval(async () => {
    if (document.hidden || live.contains(document.activeElement)) return; // keep the focus
    try {
      const answer = await fetch(window.location.href, { cache: "no-store" });
      if (!answer.ok || answer.redirected) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(live.id);
      if (!fresh && "liveEnd" in live.dataset) window.location.reload();
      if (fresh && fresh.innerHTML !== live.innerHTML) live.replaceChildren(...fresh.childNodes);
    } catch { /* offline for a moment; the next request may succeed */ }
  }, Number(live.dataset.live));
}

// <input data-zone="here">: an empty time zone becomes the browser's, which the organizer can change.
for (const field of document.querySelectorAll("input[data-zone='here']")) {
  if (!field.value) field.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
}
