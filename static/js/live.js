// An editor's open article follows what others do to it: a small number is asked for, and only when it differs the page.
import { showMode } from "./mode.js";
import { say } from "./voice.js";

const EVERY = 5000; // milliseconds, while the page is in sight

export function watchStanding() {
  if (!document.querySelector("#article[data-standing]")) return;
  setInterval(ask, EVERY);
  document.addEventListener("visibilitychange", ask);
}

async function ask() {
  const article = document.querySelector("#article[data-standing]");
  if (document.hidden || !article || isBusy(article)) return;
  try {
    const { version } = await (await fetch(article.dataset.standing)).json();
    if (version !== article.dataset.version) await follow(article);
  } catch {
    // The server is away: the next time is soon.
  }
}

// Who selects words or waits for an answer is not disturbed.
function isBusy(article) {
  return !getSelection().isCollapsed || document.querySelector(".htmx-request") || !article.isConnected;
}

async function follow(article) {
  const query = article.dataset.view ? `?view=${article.dataset.view}` : "";
  const headers = { "HX-Request": "true", "HX-Target": "article" };
  const answer = await fetch(article.dataset.article + query, { headers });
  if (!answer.ok) return;
  const now = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#article");
  if (!now || isBusy(article)) return;
  const before = new Map(marks(article).map((mark) => [mark.dataset.seen + mark.dataset.origin, mark]));
  patch(article, now);
  Object.assign(article.dataset, now.dataset);
  htmx.process(article);
  showMode();
  const fresh = marks(article).filter((mark) => !before.delete(mark.dataset.seen + mark.dataset.origin));
  for (const mark of fresh) mark.classList.add("fresh");
  const gone = [...before.values()].filter((old) => !document.getElementById(old.id));
  const words = [...fresh.map((mark) => mark.title), ...gone.map((mark) => `no more ${mark.textContent}`)];
  const more = words.length > 3 ? ` and ${words.length - 3} more` : "";
  if (words.length) say(`Changed by others: ${words.slice(0, 3).join("; ")}${more}.`);
  document.dispatchEvent(new CustomEvent("newsroom:followed"));
}

// Everything takes its new shape but the card, notes, and what one is typing in; the focus stays at its mark.
function patch(article, now) {
  const focus = document.activeElement;
  const isIn = article.contains(focus);
  const open = article.querySelector(".mark.open")?.id;
  for (const selector of [".text, .mentions", ".legend", ".editing", ".headline"]) {
    const [old, fresh] = [article.querySelector(selector), now.querySelector(selector)];
    if (old && fresh && !(selector === ".legend" && old.contains(focus))) old.replaceWith(fresh);
    else if (fresh && !old) article.querySelector(".text, .mentions").before(fresh);
  }
  const sidebar = article.querySelector(".sidebar");
  for (const panel of sidebar.querySelectorAll(":scope > .panel:not(.tools)")) panel.remove();
  sidebar.querySelector("#card").after(...now.querySelectorAll(".sidebar > .panel:not(.tools)"));
  if (open) document.getElementById(open)?.classList.add("open");
  if (isIn && !focus.isConnected && focus.id) document.getElementById(focus.id)?.focus({ preventScroll: true });
}

function marks(article) {
  return [...article.querySelectorAll("a.mark[data-seen]")];
}
