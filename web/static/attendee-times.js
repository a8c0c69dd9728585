// One tick for a whole block of times, which always tells the truth about the ticks below it.
export function tickBlocks(block) {
  const whole = block.querySelector("[data-whole]");
  const slots = [...block.querySelectorAll("input[name=away]")];
  const show = () => {
    const away = slots.filter((slot) => slot.checked).length;
    whole.checked = away > 0 && away === slots.length;
    whole.indeterminate = away > 0 && away < slots.length;
  };
  whole.addEventListener("change", () => {
    for (const slot of slots) slot.checked = whole.checked;
    show();
  });
  for (const slot of slots) slot.addEventListener("change", show);
  show();
}
