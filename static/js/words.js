// Choosing words to tag without a pointer that drags: word by word with keys, or by tapping the first and the last.
import { isEditing } from "./mode.js";
import { blockOf, clear } from "./selection.js";
import { say } from "./voice.js";

const WORD = /[\p{L}\p{M}\p{N}_]+(?:[-.&][\p{L}\p{M}\p{N}_]+|['’](?!s(?![\p{L}\p{N}_]))[\p{L}\p{M}\p{N}_]+)*/gu;

let chosen = null; // {block, from, to}: words of one block, from and to in UTF-16 units of its text
let byFinger = false; // or a pen: what touched the page last; not every browser says so in a click

export function watchWords() {
  document.addEventListener("pointerdown", (event) => {
    byFinger = event.pointerType !== "mouse";
    if (!byFinger) chosen = null;
  });
  document.addEventListener("click", tap);
  document.addEventListener("keydown", (event) => event.key === "Escape" && chosen && drop());
}

// Chooses the next word or the one before, from block to block.
export function moveWord(by) {
  const blocks = [...document.querySelectorAll("#article .text [data-start]")];
  if (!blocks.length) return say("Words are chosen in the text of the article.");
  const here = chosen?.block.isConnected ? chosen : null;
  let block = here?.block ?? firstBlock(blocks);
  const at = here ? (by > 0 ? here.to : here.from) : markEnd(block);
  let word = by > 0 ? words(block).find(([from]) => from >= at) : words(block).findLast(([, to]) => to <= at);
  while (!word && (block = blocks[blocks.indexOf(block) + by])) word = words(block).at(by > 0 ? 0 : -1);
  if (!word) return say("No further word.");
  choose(block, ...word);
}

// Makes what is chosen a word longer or shorter at its end.
export function resizeWords(by) {
  if (!chosen?.block.isConnected) return moveWord(1);
  const { block, from, to } = chosen;
  const last = by > 0 ? words(block).find(([start]) => start >= to) : words(block).findLast(([, end]) => end < to);
  if (!last || last[1] <= from) return say(by > 0 ? "No further word in this paragraph." : "This is the last word left.");
  choose(block, from, last[1]);
}

// In edit mode a finger chooses the word it taps, and the words up to the next one it taps in the same paragraph.
function tap(event) {
  if (!byFinger || !isEditing()) return;
  const place = !event.target.closest("a, button, .bubble") && event.target.closest("#article .text") && placeAt(event);
  const word = place && words(place.block).find(([from, to]) => from <= place.at && place.at <= to);
  if (!word) return chosen && !event.target.closest(".bubble") && drop();
  const isSame = chosen?.block === place.block;
  const from = isSame ? Math.min(chosen.from, word[0]) : word[0];
  choose(place.block, from, isSame ? Math.max(chosen.to, word[1]) : word[1]);
}

function placeAt(event) {
  const { clientX: x, clientY: y } = event;
  const range = document.caretRangeFromPoint?.(x, y);
  const caret = document.caretPositionFromPoint?.(x, y);
  const [node, offset] = caret ? [caret.offsetNode, caret.offset] : [range?.startContainer, range?.startOffset];
  const block = node && blockOf(node);
  if (!block) return null;
  const before = document.createRange();
  before.setStart(block, 0);
  before.setEnd(node, offset);
  return { block, at: before.toString().length };
}

function choose(block, from, to) {
  chosen = { block, from, to };
  getSelection().setBaseAndExtent(...place(block, from, true), ...place(block, to, false));
  const range = getSelection().getRangeAt(0);
  range.startContainer.parentElement.scrollIntoView({ block: "nearest" });
  say(`“${range}” chosen`);
}

function drop() {
  chosen = null;
  clear();
}

function words(block) {
  return [...block.textContent.matchAll(WORD)].map((found) => [found.index, found.index + found[0].length]);
}

function firstBlock(blocks) {
  const here = document.activeElement.closest("#article .text [data-start]");
  return here ?? blocks.find((block) => block.getBoundingClientRect().bottom > 0) ?? blocks[0];
}

// Where in a block the mark in focus ends; 0 where none has it.
function markEnd(block) {
  const mark = document.activeElement.closest("a.mark");
  if (!mark || !block.contains(mark)) return 0;
  const before = document.createRange();
  before.setStart(block, 0);
  before.setEndAfter(mark);
  return before.toString().length;
}

// The text node and offset of a place in a block; `opens` prefers the start of a node to the end of the one before.
function place(block, at, opens) {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  let left = at;
  let node;
  while ((node = walker.nextNode())) {
    if (left < node.length || (!opens && left === node.length)) return [node, left];
    left -= node.length;
  }
  return [block, block.childNodes.length];
}
