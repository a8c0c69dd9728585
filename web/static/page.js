// What every page does with scripts allowed; each works without it too.

// After a refused form the summary of what is wrong gets the focus.
document.getElementById("error-summary")?.focus();

// <button data-copy="id-of-a-field"> copies the field's text and says so.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copy);
    await navigator.clipboard.writeText(field.value ?? field.textContent);
    const before = button.textContent;
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = before; }, 2000);
  });
}

// <form data-once>: a second press of the button does not send the form twice.
for (const form of document.querySelectorAll("form[data-once]")) {
  form.addEventListener("submit", () => {
    setTimeout(() => { for (const button of form.querySelectorAll("button")) button.disabled = true; }, 0);
  });
}

// <select data-send> or a checkbox so marked sends its form when it changes; its button is then not needed.
for (const field of document.querySelectorAll("[data-send]")) {
  field.addEventListener("change", () => field.form.requestSubmit());
}

// Coming back to a page with the browser's Back button finds its buttons usable again.
window.addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("form[data-once] button")) button.disabled = false;
});

// <div id="…" data-live="4000"> is fetched anew every so many milliseconds while the page is looked at.
for (const live of document.querySelectorAll("[data-live]")) {
  setInterval(async () => {
    if (document.hidden || live.contains(document.activeElement)) return; // never take the focus away
    try {
      const answer = await fetch(window.location.href, { cache: "no-store" });
      if (!answer.ok || answer.redirected) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(live.id);
      if (fresh && fresh.innerHTML !== live.innerHTML) live.replaceChildren(...fresh.childNodes);
    } catch { /* offline for a moment: the next look will tell */ }
  }, Number(live.dataset.live));
}
