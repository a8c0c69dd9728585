// The checkbox for a whole block always reflects its slots: all, some or none ticked.
export function tickBlocks(block) {
  const whole = block.querySelector("[data-whole]");
  const slots = [...block.querySelectorAll("input[name=away]")];
  const update = () => {
    const away = slots.filter((slot) => slot.checked).length;
    whole.checked = away > 0 && away === slots.length;
    whole.indeterminate = away > 0 && away < slots.length;
  };
  whole.addEventListener("change", () => {
    for (const slot of slots) slot.checked = whole.checked;
    update();
  });
  for (const slot of slots) slot.addEventListener("change", update);
  update();
}
