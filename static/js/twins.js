// The keys for suggested twins: same, not sure, different, for the pair that has the focus; on the desk else for the first.
import { areOn, deedOf, showKeys } from "./keymap.js";
import { say } from "./voice.js";

const FIELDS = "input, textarea, select, dialog, [contenteditable], [role=listbox], [role=textbox]";

export function watchTwins() {
  document.addEventListener("keydown", press);
  document.addEventListener("htmx:afterSettle", (event) => event.target.id === "twins" && land());
}

function press(event) {
  if (event.defaultPrevented || event.isComposing || event.repeat || !document.querySelector("#twins")) return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.(FIELDS)) return;
  const pair = chosen();
  const deed = pair?.closest(".card") ? besideText(pair, event.key) : deedOf(event.key);
  if (deed === "help") showKeys();
  const button = deed?.startsWith("twin-") && pair?.querySelector(`[value=${deed.slice("twin-".length)}]`);
  if (!button) return;
  event.preventDefault();
  button.click();
}

// Beside a text the table of keys is that of the article: the buttons themselves say theirs.
function besideText(pair, key) {
  const button = areOn() && pair.querySelector(`[aria-keyshortcuts="${CSS.escape(key)}"]`);
  return button ? `twin-${button.value}` : undefined;
}

// On the page of an entity, where much else is, only a pair that has the focus.
function chosen() {
  const focused = document.activeElement?.closest("#twins .pair");
  return focused ?? document.querySelector("#twins[data-walk] .pair");
}

// What was said is told, and the next pair has the focus.
function land() {
  const note = document.querySelector("#twins .note :is(p, span)")?.textContent.trim() ?? "";
  const pair = document.querySelector("#twins .pair");
  pair?.focus();
  say(pair ? `${note} ${pair.getAttribute("aria-label")}` : note);
}
