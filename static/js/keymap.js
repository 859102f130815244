// Which key does what: the table of the dialog, and what an editor changed in it.
// Kept in the browser, not with the account: keys belong to the keyboard one sits at. The price: each browser has its own.

const KEPT = "keys"; // {"off": true, "next": "k", "undo": ""}: only what differs from the table

export function watchKeymap() {
  const dialog = document.querySelector("#keys");
  if (!dialog) return;
  document.addEventListener("click", (event) => event.target.closest?.("#show-keys") && showKeys());
  dialog.addEventListener("keydown", press);
  dialog.addEventListener("beforeinput", type);
  dialog.querySelector("#keys-on").addEventListener("change", (event) => keep("off", event.target.checked ? null : true));
  dialog.querySelector("#keys-back").addEventListener("click", () => {
    localStorage.removeItem(KEPT);
    show("The keys are as they were.");
  });
}

export function showKeys() {
  show("");
  document.querySelector("#keys").showModal();
}

export function areOn() {
  return !kept().off;
}

// The deed of a key as KeyboardEvent.key names it, undefined for none.
export function deedOf(key) {
  if (!areOn()) return undefined;
  return fields().find((field) => keyOf(field) === key)?.dataset.deed;
}

// The words of a label such as "GPE".
export function wordsOf(label) {
  return fields().find((field) => field.dataset.deed === `label-${label}`)?.dataset.words ?? label;
}

function fields() {
  return [...document.querySelectorAll("#keys [data-deed]")];
}

function keyOf(field) {
  return kept()[field.dataset.deed] ?? field.dataset.key;
}

function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEPT)) ?? {};
  } catch {
    return {}; // something else wrote there
  }
}

function keep(name, value) {
  const all = kept();
  if (value === null) delete all[name];
  else all[name] = value;
  localStorage.setItem(KEPT, JSON.stringify(all));
}

function show(said) {
  for (const field of fields()) field.value = keyOf(field);
  document.querySelector("#keys-on").checked = areOn();
  document.querySelector("#keys-said").textContent = said;
}

// In a field of the table a key means itself; Tab and Escape stay what they are everywhere.
function press(event) {
  if (!event.target.dataset.deed || event.ctrlKey || event.metaKey) return;
  if (event.key === "Enter") change(event, "Enter");
  else if (event.key === "Delete" || event.key === "Backspace") change(event, "");
}

function type(event) {
  if (!event.target.dataset.deed) return;
  const [key] = [...(event.data ?? "")].slice(-1);
  if (key?.trim()) change(event, key);
  else event.preventDefault();
}

function change(event, key) {
  event.preventDefault();
  const field = event.target;
  const other = key && fields().find((each) => each !== field && keyOf(each) === key);
  if (other) return show(`“${key}” is taken: ${other.getAttribute("aria-label").slice("Key: ".length)}.`);
  keep(field.dataset.deed, key === field.dataset.key ? null : key);
  show(key ? `“${key}” it is.` : "It has no key now.");
}
