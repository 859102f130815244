// What keys do in the queue of the desk: the same as in an article, by pressing the buttons of the row one is at.
import { wordsOf } from "./keymap.js";
import { isEditing } from "./mode.js";
import { say } from "./voice.js";

let place = 0; // of the row that was decided, where the next one takes over

export function watchQueue() {
  if (!document.querySelector("#queue")) return;
  document.addEventListener("focusin", (event) => {
    const row = event.target.matches?.("#queue a.mark") && event.target.closest("li");
    if (row && isEditing()) say(describe(row));
  });
  document.addEventListener("htmx:beforeRequest", ({ target }) => (place = rows().indexOf(target.closest("#queue li"))));
  document.addEventListener("htmx:afterSettle", land);
}

export function step(by) {
  const all = rows();
  const here = all.indexOf(current());
  const next = here < 0 ? all.find((row) => row.getBoundingClientRect().bottom > 0) : all[here + by];
  if (!next) return say(all.length ? "No further row." : "Nothing waits here.");
  markOf(next).focus();
  next.scrollIntoView({ block: "nearest" });
}

export function label(label) {
  if (!label) return press("[name=nothing]");
  const row = current();
  if (row) row.querySelector("[name=label]").value = label;
  return press("[name=deed][value=label]");
}

export function correct({ deed }) {
  return deed === "accept" ? press("[name=deed][value=accept]") : say("Open it in its article for that: o.");
}

export function widen() {
  return press("[name=widen]");
}

export function open() {
  const row = current();
  return row ? location.assign(markOf(row).href) : say("No row has the focus.");
}

// The last decision on this page that still can be undone here.
export function undo() {
  const last = document.querySelector("#queue .decided.last form.undo") ?? document.querySelector("#queue form.undo");
  return last ? last.requestSubmit() : say("There is nothing to undo here: see Corrections.");
}

function press(button) {
  const found = current()?.querySelector(button);
  return found ? found.click() : say("That does nothing here.");
}

// After a decision its row says what was done, and the eye goes on to the next one.
function land({ target }) {
  const done = target.closest("#queue li") ?? rows()[place];
  if (!done) return;
  const said = done.querySelector("[role=status], [role=alert]")?.textContent.trim() ?? "";
  for (const row of document.querySelectorAll("#queue .last")) row.classList.remove("last");
  if (!done.matches(".decided")) {
    markOf(done)?.focus();
    return say(said);
  }
  done.classList.add("last");
  const next = rows().slice(rows().indexOf(done) + 1).find(markOf);
  if (next) markOf(next).focus();
  else done.querySelector("button")?.focus();
  say(next ? `${said} ${describe(next)}` : said);
}

function rows() {
  return [...document.querySelectorAll("#queue ol.queue > li")];
}

function current() {
  return document.activeElement?.closest("#queue ol.queue > li") ?? null;
}

function markOf(row) {
  return row.querySelector("a.mark");
}

// "Place, Basra, 3 of 20, 45% sure, 3 mentions in 2 articles: The sentence it stands in."
function describe(row) {
  const mark = markOf(row);
  const [, , label] = mark.dataset.seen.split("-");
  const waiting = rows().filter(markOf);
  const told = [...row.querySelectorAll(".reach")].map((each) => each.textContent);
  const words = [wordsOf(label), mark.textContent, `${waiting.indexOf(row) + 1} of ${waiting.length}`, ...told];
  return `${words.join(", ")}: ${row.querySelector(".said").textContent}`;
}
