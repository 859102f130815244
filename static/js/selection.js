// Selecting text as an editor offers to tag it.
import { show } from "./marks.js";

let bubble = null;
let held = false; // a finger is on the bubble: the browser may drop the selection before the tap is over

export function watchSelection() {
  document.addEventListener("selectionchange", () => requestAnimationFrame(offer));
  document.addEventListener("pointerup", () => setTimeout(() => (held = false)));
  document.addEventListener("pointercancel", () => (held = false));
}

// The range that is selected inside one block of an article one may edit, in code points; null when there is none.
export function selected() {
  const selection = getSelection();
  if (selection.isCollapsed || !selection.rangeCount || !document.querySelector("#article[data-editable]")) return null;
  const range = selection.getRangeAt(0);
  const block = blockOf(range.startContainer);
  if (!block || block !== blockOf(range.endContainer) || !selection.toString().trim()) return null;
  return {
    start: offsetIn(block, range.startContainer, range.startOffset),
    end: offsetIn(block, range.endContainer, range.endOffset),
  };
}

export function clear() {
  getSelection().removeAllRanges();
}

export function blockOf(node) {
  return (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest("#article [data-start]");
}

function offer() {
  if (held) return;
  bubble?.remove();
  bubble = null;
  const words = selected();
  if (!words) return;
  bubble = document.createElement("button");
  bubble.className = "bubble";
  bubble.type = "button";
  bubble.textContent = "Tag this";
  bubble.addEventListener("pointerdown", () => (held = true));
  bubble.addEventListener("click", () => {
    held = false;
    clear();
    show(`?add=${words.start}-${words.end}`).then(() => document.querySelector("#card input[type=radio]")?.focus());
  });
  document.body.append(bubble);
  const box = getSelection().getRangeAt(0).getBoundingClientRect();
  const left = Math.min(box.left, document.documentElement.clientWidth - bubble.offsetWidth - 4);
  bubble.style.setProperty("inset-inline-start", `${Math.max(4, left + scrollX)}px`);
  bubble.style.setProperty("inset-block-start", `${box.bottom + scrollY + 6}px`);
}

// The code point offset in the article of a place in a block. The browser counts UTF-16 units: here, and only here, they
// become code points, by spreading the string before the place into its characters.
function offsetIn(block, node, offset) {
  const before = document.createRange();
  before.setStart(block, 0);
  before.setEnd(node, offset);
  return Number(block.dataset.start) + [...before.toString()].length;
}
