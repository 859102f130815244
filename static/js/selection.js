// Selecting text as an editor offers to tag it.
import { show } from "./marks.js";

let bubble = null;

export function watchSelection() {
  document.addEventListener("selectionchange", () => requestAnimationFrame(offer));
}

function offer() {
  bubble?.remove();
  bubble = null;
  const selection = getSelection();
  if (selection.isCollapsed || !selection.rangeCount || !document.querySelector("#article[data-editable]")) return;
  const range = selection.getRangeAt(0);
  const block = blockOf(range.startContainer);
  if (!block || block !== blockOf(range.endContainer) || !selection.toString().trim()) return;
  const start = offsetIn(block, range.startContainer, range.startOffset);
  const end = offsetIn(block, range.endContainer, range.endOffset);
  bubble = document.createElement("button");
  bubble.className = "bubble";
  bubble.type = "button";
  bubble.textContent = "Tag this";
  bubble.addEventListener("click", () => {
    selection.removeAllRanges();
    show(`?add=${start}-${end}`).then(() => document.querySelector("#card input[type=radio]")?.focus());
  });
  document.body.append(bubble);
  const box = range.getBoundingClientRect();
  bubble.style.setProperty("inset-inline-start", `${Math.max(4, box.left + scrollX)}px`);
  bubble.style.setProperty("inset-block-start", `${box.bottom + scrollY + 6}px`);
}

function blockOf(node) {
  return (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest("[data-start]");
}

// The code point offset in the article of a place in a block. The browser counts UTF-16 units: here, and only here, they
// become code points, by spreading the string before the place into its characters.
function offsetIn(block, node, offset) {
  const before = document.createRange();
  before.setStart(block, 0);
  before.setEnd(node, offset);
  return Number(block.dataset.start) + [...before.toString()].length;
}
