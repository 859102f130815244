// Edit mode: the state in which keys and taps correct. On the root element, so that it outlives what is swapped.
import { say } from "./voice.js";

const root = document.documentElement;

export function isEditing() {
  return "editing" in root.dataset && !!document.querySelector("[data-editable]");
}

export function watchMode() {
  document.addEventListener("click", (event) => event.target.closest?.("#edit-mode") && toggleMode());
  document.addEventListener("htmx:afterSwap", showMode);
  if (localStorage.getItem("editing")) root.dataset.editing = "";
  showMode();
}

export function toggleMode() {
  if ("editing" in root.dataset) delete root.dataset.editing;
  else root.dataset.editing = "";
  localStorage.setItem("editing", "editing" in root.dataset ? "1" : "");
  showMode();
  say("editing" in root.dataset ? "Edit mode is on." : "Edit mode is off.");
}

export function showMode() {
  document.querySelector("#edit-mode")?.setAttribute("aria-pressed", String("editing" in root.dataset));
}
