// Texts that scripts show are in the page, in attributes like data-text-left="{number} left".

export function say(element, name, values = {}) {
  return element.dataset[`text${name}`].replace(/\{(\w+)\}/g, (_, key) => values[key]);
}
