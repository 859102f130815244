// The keys of an editor, in edit mode and outside of fields. The table of them stands in newsroom/views/keys.py.
import * as inArticle from "./editing.js";
import { areOn, deedOf, showKeys } from "./keymap.js";
import { isEditing, toggleMode } from "./mode.js";
import * as inQueue from "./queue.js";
import { moveWord, resizeWords } from "./words.js";

const FIELDS = "input, textarea, select, dialog, [contenteditable], [role=listbox], [role=textbox]";
const REPEATED = ["next", "previous", "word", "word-back", "word-more", "word-less"];
const isMac = navigator.platform.startsWith("Mac");

const ANYWHERE = {
  mode: toggleMode,
  next: (deeds) => deeds.step(1),
  previous: (deeds) => deeds.step(-1),
  nothing: (deeds) => deeds.label(""),
  open: (deeds) => deeds.open(),
  widen: (deeds) => deeds.widen(),
  undo: (deeds) => deeds.undo(),
  help: showKeys,
};
const IN_AN_ARTICLE = {
  name: inArticle.name,
  review: inArticle.review,
  word: () => moveWord(1),
  "word-back": () => moveWord(-1),
  "word-more": () => resizeWords(1),
  "word-less": () => resizeWords(-1),
};

export function watchKeys() {
  document.addEventListener("keydown", press);
}

let turn = Promise.resolve(); // one deed after the other, however fast one types

function press(event) {
  if (event.defaultPrevented || event.isComposing || !document.querySelector("[data-editable]")) return;
  if (event.target.closest?.(`${FIELDS}, .pair`)) return; // twins beside a text have keys of their own
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
  const deeds = document.querySelector("#queue") ? inQueue : inArticle;
  const [, label] = deed.split("label-");
  if (label) return deeds.label(label);
  if (ANYWHERE[deed]) return ANYWHERE[deed](deeds);
  return IN_AN_ARTICLE[deed] && deeds === inArticle ? IN_AN_ARTICLE[deed]() : deeds.correct({ deed });
}
