// Completes names as one types: after person:, place:, group: or happened-in: in a search field, anywhere in a name field.

const TERM = /(?:^|\s)-?(person|place|group|happened-in):"?([^"]*)$/;
let list = null;
let field = null;
let turn = 0;

export function watchNames() {
  document.addEventListener("input", (event) => event.target.matches?.("[data-complete]") && suggest(event.target));
  document.addEventListener("keydown", steer);
  document.addEventListener("focusout", (event) => event.target === field && setTimeout(hide, 150));
}

async function suggest(input) {
  field = input;
  const term = input.name === "q" ? input.value.match(TERM) : [null, kindOf(input), input.value];
  if (!term || term[2].trim().length < 1) return hide();
  const mine = ++turn;
  const query = new URLSearchParams({ kind: term[1] === "happened-in" ? "place" : term[1], q: term[2] });
  const answer = await fetch(`${input.dataset.complete}?${query}`, { headers: { Accept: "application/json" } });
  if (mine !== turn || !answer.ok) return;
  const { names } = await answer.json();
  if (!names.length) return hide();
  show(names, term);
}

// The kind a name field is for: its own name says so, or the label chosen in a correcting form.
function kindOf(input) {
  if (["person", "place", "group"].includes(input.name)) return input.name;
  if (input.name === "where") return "place";
  const label = input.form.querySelector("[name=label]:checked")?.value;
  if (["GPE", "LOC", "FAC"].includes(label)) return "place";
  return { PERSON: "person", ORG: "group", NORP: "group", EVENT: "event" }[label] ?? "";
}

function show(names, term) {
  hide();
  list = document.createElement("ul");
  list.id = "names";
  list.setAttribute("role", "listbox");
  names.forEach((name, number) => {
    const option = document.createElement("li");
    option.id = `name-${number}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.textContent = name;
    option.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      take(option);
    });
    list.append(option);
  });
  list.term = term;
  field.parentElement.classList.add("combobox");
  field.after(list);
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-controls", "names");
  field.setAttribute("aria-expanded", "true");
}

function hide() {
  if (!list) return;
  list.remove();
  list = null;
  field.setAttribute("aria-expanded", "false");
  field.removeAttribute("aria-activedescendant");
}

function steer(event) {
  if (!list || event.target !== field) return;
  const options = [...list.children];
  const now = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    const next = options[(now + (event.key === "ArrowDown" ? 1 : options.length - (now < 0 ? 0 : 1))) % options.length];
    for (const option of options) option.setAttribute("aria-selected", String(option === next));
    field.setAttribute("aria-activedescendant", next.id);
    next.scrollIntoView({ block: "nearest" });
  } else if (event.key === "Enter" && now >= 0) {
    event.preventDefault();
    take(options[now]);
  } else if (event.key === "Escape") {
    hide();
  }
}

function take(option) {
  const [, kind] = list.term;
  const name = option.textContent;
  field.value =
    field.name === "q"
      ? `${field.value.replace(TERM, (all) => all.match(/^\s*-?/)[0])}${kind}:"${name}" `
      : name;
  hide();
  field.focus();
}
