// The keys of an editor, in edit mode and outside of fields. The table of them stands in newsroom/views/keys.py.
import * as deeds from "./editing.js";
import { areOn, deedOf, showKeys } from "./keymap.js";
import { isEditing, toggleMode } from "./mode.js";
import { moveWord, resizeWords } from "./words.js";

const FIELDS = "input, textarea, select, dialog, [contenteditable], [role=listbox], [role=textbox]";
const REPEATED = ["next", "previous", "word", "word-back", "word-more", "word-less"];
const isMac = navigator.platform.startsWith("Mac");

const DEEDS = {
  mode: toggleMode,
  next: () => deeds.step(1),
  previous: () => deeds.step(-1),
  nothing: () => deeds.label(""),
  name: deeds.name,
  open: deeds.open,
  widen: deeds.widen,
  undo: deeds.undo,
  word: () => moveWord(1),
  "word-back": () => moveWord(-1),
  "word-more": () => resizeWords(1),
  "word-less": () => resizeWords(-1),
  help: showKeys,
};

export function watchKeys() {
  document.addEventListener("keydown", press);
}

let turn = Promise.resolve(); // one deed after the other, however fast one types

function press(event) {
  if (event.defaultPrevented || event.isComposing || !document.querySelector("#article[data-editable]")) return;
  if (event.target.closest?.(FIELDS)) return;
  const deed = named(event);
  if (!deed || (deed !== "mode" && !isEditing())) return;
  if (event.key === "Enter" && !event.target.closest?.("a.mark")) return; // it presses the button or link one is at
  event.preventDefault();
  if (event.repeat && !REPEATED.includes(deed)) return;
  turn = turn.then(() => act(deed)).catch(reportError);
}

// With a modifier keys belong to the browser, but Ctrl+Z undoes, and AltGr (on a Mac Option) makes characters.
function named(event) {
  const makesCharacters = event.getModifierState("AltGraph") || (isMac && event.altKey && !event.ctrlKey);
  if (!makesCharacters && (event.ctrlKey || event.metaKey || event.altKey)) {
    const isUndo = event.key === "z" && !event.shiftKey && !event.altKey;
    return isUndo && areOn() ? "undo" : undefined;
  }
  return deedOf(event.key);
}

function act(deed) {
  const [, label] = deed.split("label-");
  if (label) return deeds.label(label);
  return DEEDS[deed] ? DEEDS[deed]() : deeds.correct({ deed });
}
