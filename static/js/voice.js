// What happened, said once: read out by a screen reader, and shown in a line at the foot of the page in edit mode.

export function say(words) {
  const region = document.querySelector("#voice");
  if (!region) return;
  const line = document.createElement("span"); // a new node is read out even where its words are the same
  line.textContent = words;
  region.replaceChildren(line);
}
