// What keys do: step from mark to mark, and say of the one in focus what it is.
import { close, openCard, show, startFrom } from "./marks.js";
import { wordsOf } from "./keymap.js";
import { isEditing } from "./mode.js";
import { clear, selected } from "./selection.js";
import { say } from "./voice.js";

const SAID = { machine: "read by the machine, not reviewed", editor: "said by an editor, reviewed" };

export function watchEditing() {
  document.addEventListener("focusin", (event) => {
    const mark = event.target.closest?.("a.mark");
    if (mark && isEditing()) say(describe(whole(mark)));
  });
}

export function step(by) {
  const all = marks();
  const here = all.indexOf(current());
  const from = here >= 0 ? here + by : all.findIndex((mark) => mark.getBoundingClientRect().top >= 0);
  const next = all[from];
  if (!next) return say(all.length ? "No further mark." : "There is no mark.");
  close();
  clear();
  next.focus();
}

export function label(label) {
  return correct({ deed: "label", label });
}

// Sends a correction of the mark in focus, or of the words selected; the answer is the article as it stands then.
export async function correct(said) {
  const words = said.label && selected();
  const mark = words ? overlapped(words) : current();
  if (!mark && !words) return say("No mark has the focus.");
  const [start, end, label] = mark?.dataset.seen.split("-") ?? [];
  const seen = mark?.dataset.seen ?? "";
  const values = words ? { ...words, snap: 1, seen, label: said.label } : { start, end, seen, label, ...said };
  startFrom(mark);
  clear();
  if (await post(document.querySelector("#article").dataset.correct, values)) land(Number(values.start), Number(values.end));
}

export async function undo() {
  const form = document.querySelector("#article form.undo");
  if (!form) return say("There is no edit of yours to undo here.");
  const mark = current();
  const [start, end] = mark?.dataset.seen.split("-").map(Number) ?? [];
  startFrom(mark);
  if (await post(form.getAttribute("action"), {})) land(start, end);
}

export async function review() {
  const form = document.querySelector("#article form.review");
  if (!form) return say("This article is reviewed already.");
  const mark = current();
  const [start, end] = mark?.dataset.seen.split("-").map(Number) ?? [];
  startFrom(mark);
  if (await post(form.getAttribute("action"), {})) land(start, end);
}

export async function open() {
  const words = selected();
  const mark = words ? null : current();
  if (!words && !mark) return say("No mark has the focus.");
  await (words ? show(`?add=${words.start}-${words.end}`) : openCard(mark));
  document.querySelector("#card")?.focus();
}

export async function name() {
  await open();
  document.querySelector("#card [name=entity]")?.focus();
}

export async function widen() {
  if (!current()) return say("No mark has the focus.");
  await open();
  const scope = document.querySelector("#card [name=scope]");
  if (!scope) return say("There is nothing to apply to others.");
  scope.value = [...scope.options].findLast((option) => !option.disabled).value; // shown first, done only when sure
  scope.form.requestSubmit(scope.form.querySelector("button.main"));
}

// True where an answer came that took the article's place.
async function post(address, values) {
  const article = document.querySelector("#article");
  const { revision, view } = article.dataset;
  const csrfmiddlewaretoken = document.querySelector("[name=csrfmiddlewaretoken]").value;
  const more = { source: "#article", target: "#article", swap: "outerHTML" };
  try {
    await htmx.ajax("POST", address, { ...more, values: { csrfmiddlewaretoken, revision, view, ...values } });
  } catch {
    // Said below, as where the server refuses.
  }
  if (article.isConnected) say("That did not reach the server: nothing was changed.");
  return !article.isConnected;
}

// The focus goes back to where one was: the mark there now, else the one after it. A refusal keeps it where it is told.
function land(start, end) {
  const note = document.querySelector("#article .note :is(p, span)")?.textContent.trim() ?? "";
  if (document.querySelector("#article .note.error")) return say(note);
  const all = marks();
  const places = all.map((mark) => mark.dataset.seen.split("-").map(Number));
  let at = places.findIndex(([from, to]) => from < end && start < to);
  if (at < 0) at = places.findIndex(([from]) => from >= start);
  const mark = all[at] ?? all.at(-1);
  mark?.focus({ preventScroll: true });
  mark?.scrollIntoView({ block: "nearest" });
  say(mark ? `${note} ${describe(mark)}` : note);
}

// The marks in the order of the text, each once, but those that are switched off.
function marks() {
  return [...document.querySelectorAll("#article a.mark[data-seen]")].filter((mark) => mark.tabIndex === 0);
}

// The mark in focus, or the one whose card has it.
function current() {
  const focus = document.activeElement;
  const mark = focus?.closest("a.mark") ?? (focus?.closest("#card") ? document.querySelector("a.mark.open") : null);
  return mark && whole(mark);
}

// A mark that a link or a sentence cuts in two carries what it is in its first piece.
function whole(mark) {
  const start = new URLSearchParams(mark.getAttribute("href").split("#")[0]).get("mark");
  return document.getElementById(`m-${start}`) ?? mark;
}

function overlapped({ start, end }) {
  return marks().find((mark) => {
    const [from, to] = mark.dataset.seen.split("-").map(Number);
    return from < end && start < to;
  });
}

// "Person, Mustafa al Kazimi, 3 of 14, read by the machine, not reviewed"
function describe(mark) {
  const all = marks();
  const [, , label] = (mark.dataset.seen ?? "--").split("-");
  const name = mark.title.includes(": ") ? mark.title.slice(mark.title.indexOf(": ") + 2) : mark.textContent;
  const said = SAID[mark.dataset.origin] ?? "said by a rule, not reviewed";
  return `${wordsOf(label)}, ${name}, ${all.indexOf(mark) + 1} of ${all.length}, ${said}`;
}
