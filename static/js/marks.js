// Marks and cards: a click opens the card beside the text, the switches are remembered, events and sentences light up.

const KINDS = ["person", "place", "group", "date", "event"];

export function watchMarks() {
  document.addEventListener("click", open);
  document.addEventListener("click", travel);
  document.addEventListener("keydown", (event) => event.key === "Escape" && (close() || goBack()));
  document.addEventListener("change", remember);
  for (const type of ["pointerover", "focusin"]) document.addEventListener(type, (event) => light(event, true));
  for (const type of ["pointerout", "focusout"]) document.addEventListener(type, (event) => light(event, false));
  document.addEventListener("htmx:beforeSwap", () => (before = { scroll: scrollY, top: topOf(opener) }));
  document.addEventListener("htmx:afterSwap", restore);
  document.addEventListener("htmx:afterSwap", resume);
  document.addEventListener("newsroom:followed", restore);
  restore();
}

function open(event) {
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const mark = event.target.closest?.("#article a.mark");
  if (mark) {
    event.preventDefault();
    const byKeyboard = event.detail === 0;
    openCard(mark).then(() => byKeyboard && document.querySelector("#card")?.focus());
  } else if (document.getElementById(event.target.dataset?.step)) {
    event.preventDefault();
    const next = document.getElementById(event.target.dataset.step);
    openCard(next).then(() => (event.detail ? next : document.querySelector("#card"))?.focus());
  } else if (event.target.closest?.("#article .close")) {
    event.preventDefault();
    event.target.closest(".note")?.remove();
    close();
  }
}

let opener = null; // the mark whose card was opened last
let before = null; // where the page stood before it was swapped

// Shows the card of a mark.
export function openCard(mark) {
  for (const other of document.querySelectorAll(".mark.open")) other.classList.remove("open");
  mark.classList.add("open");
  startFrom(mark);
  return show(mark.getAttribute("href").split("#")[0]);
}

// What is sent next comes from this mark: there the eye rests, so there the page is held.
export function startFrom(mark) {
  opener = mark ?? null;
}

// Loads the card for a query such as "?mark=120" into its place.
export function show(query) {
  const page = document.querySelector("#article").dataset.article;
  return htmx.ajax("GET", page + query, { target: "#card", swap: "outerHTML" }).then(uncover);
}

// On a phone the card is a sheet over the text: the open mark must not lie below it.
function uncover() {
  const card = document.querySelector("#card");
  const mark = document.querySelector(".mark.open");
  if (!card || !mark || getComputedStyle(card).position !== "fixed") return;
  if (mark.getBoundingClientRect().bottom > card.getBoundingClientRect().top) mark.scrollIntoView({ block: "start" });
}

// After a correction eye and keyboard go on where they were: in the card that came back, at the mark, at the note.
function resume(event) {
  const request = event.detail.requestConfig;
  if (request?.verb === "post") document.querySelector("#card:has([name=sure])")?.focus({ preventScroll: true });
  const note = document.querySelector("#article .note .close");
  if (request?.verb !== "post" || !note) return;
  opener = document.querySelector(".mark.open") ?? document.getElementById(`m-${request.formData?.get("start")}`);
  const moved = opener && before.top !== null ? topOf(opener) - before.top + scrollY : before.scroll;
  scrollTo({ top: moved, behavior: "instant" });
  (document.querySelector("#card [name=label]:checked") ?? opener ?? note).focus({ preventScroll: true });
}

function topOf(mark) {
  return mark?.isConnected ? mark.getBoundingClientRect().top : null;
}

export function close() {
  const card = document.querySelector("#card");
  if (!card?.childElementCount) return false;
  card.replaceChildren();
  for (const mark of document.querySelectorAll(".mark.open")) mark.classList.remove("open");
  opener?.focus();
  return true;
}

let origin = null; // the link of an event that led to the sentence one is at

// From an event to its sentence and back by click; the keyboard comes along, and Escape goes back.
function travel(event) {
  const link = event.target.closest?.('.events a[href^="#s-"], a.back');
  const aim = link && document.getElementById(link.hash.slice(1));
  if (!aim) return;
  const isBack = link.matches(".back");
  origin = isBack ? null : link;
  const next = isBack ? aim.querySelector('a[href^="#s-"]') : aim;
  if (!isBack) aim.tabIndex = -1;
  setTimeout(() => next.focus({ preventScroll: true })); // the browser goes to the address first
}

function goBack() {
  if (!origin?.isConnected) return;
  const link = origin;
  origin = null;
  link.focus({ preventScroll: true });
  if (location.hash === link.hash) history.back(); // to where the page stood, and the sentence is lit no more
  else link.scrollIntoView({ block: "nearest" });
}

function remember(event) {
  const kind = KINDS.find((kind) => event.target.id === `show-${kind}`);
  if (kind) localStorage.setItem(`hide-${kind}`, event.target.checked ? "" : "1");
  restore();
}

function restore() {
  for (const kind of KINDS) {
    const box = document.getElementById(`show-${kind}`);
    if (box) box.checked = !localStorage.getItem(`hide-${kind}`);
    for (const mark of document.querySelectorAll(`.text .mark.${kind}`)) mark.tabIndex = box?.checked === false ? -1 : 0;
  }
}

// An event lights its sentences, a sentence its events.
function light(event, on) {
  const item = event.target.closest?.("[data-lights]");
  const sentence = event.target.closest?.("[data-sentence]");
  const partners = item
    ? item.dataset.lights.split(" ").flatMap((start) => [...document.querySelectorAll(`[data-sentence="${start}"]`)])
    : sentence
      ? document.querySelectorAll(`[data-lights~="${sentence.dataset.sentence}"]`)
      : [];
  for (const partner of partners) partner.classList.toggle("lit", on);
}
