// An editor for operations, with the schema beside it.

import { run, translate, viewer, wireSignIn } from "/assets/client.js";

const $ = (selector) => document.querySelector(selector);
const KEPT = "kabinet.editor";

const SCHEMA = `{ __schema { types { name kind description
  fields { name description args { name type { ...T } } type { ...T } }
  inputFields { name description type { ...T } }
  enumValues { name description } } } }
fragment T on __Type { kind name ofType { kind name ofType { kind name ofType { name } } } }`;

async function showViewer() {
  const person = await viewer();
  $("#sign-in").hidden = person !== null;
  $("#sign-out").hidden = person === null;
  $("#who").textContent = person?.name ?? person?.email ?? "";
}

async function execute() {
  keep();
  let variables = {};
  try {
    variables = JSON.parse($("#variables").value.trim() || "{}");
  } catch (error) {
    $("#result").textContent = `Variables: ${error.message}`;
    return;
  }
  try {
    $("#result").textContent = JSON.stringify(await run($("#query").value, variables), null, 2);
  } catch (error) {
    $("#result").textContent = error.message;
  }
  showViewer();
}

function keep() {
  localStorage.setItem(KEPT, JSON.stringify([$("#query").value, $("#variables").value]));
}

function recall() {
  const [query, variables] = JSON.parse(localStorage.getItem(KEPT) ?? "[]");
  $("#query").value = query ?? "{\n  viewer {\n    name\n    email\n  }\n}\n";
  $("#variables").value = variables ?? "{}";
}

function written(type) {
  if (type.kind === "NON_NULL") return `${written(type.ofType)}!`;
  if (type.kind === "LIST") return `[${written(type.ofType)}]`;
  return type.name;
}

function make(name, text, ...children) {
  const element = document.createElement(name);
  element.textContent = text;
  element.append(...children);
  return element;
}

function line(member) {
  const args = (member.args ?? []).map((arg) => `${arg.name}: ${written(arg.type)}`).join(", ");
  const type = member.type ? `: ${written(member.type)}` : "";
  const text = `${member.name}${args ? `(${args})` : ""}${type}`;
  return make("li", text, make("small", member.description ?? ""));
}

function section(type) {
  const members = type.fields ?? type.inputFields ?? type.enumValues ?? [];
  const details = document.createElement("details");
  details.dataset.text = `${type.name} ${members.map((member) => member.name).join(" ")}`.toLowerCase();
  details.append(make("summary", type.name), make("small", type.description ?? ""));
  details.append(make("ul", "", ...members.map(line)));
  return details;
}

async function showSchema() {
  const { data, errors } = await run(SCHEMA);
  const types = (data?.__schema.types ?? []).filter((type) => !type.name.startsWith("__") && type.kind !== "SCALAR");
  const first = ["Query", "Mutation", "Subscription"];
  types.sort((a, b) => first.includes(b.name) - first.includes(a.name) || a.name.localeCompare(b.name));
  $("#schema").replaceChildren(...types.map(section), ...(errors ?? []).map((error) => make("p", error.message)));
}

function filter() {
  const wanted = $("#filter").value.trim().toLowerCase();
  for (const details of $("#schema").querySelectorAll("details")) details.hidden = !details.dataset.text.includes(wanted);
}

translate();
recall();
wireSignIn(showViewer);
$("#run").addEventListener("click", execute);
$("#filter").addEventListener("input", filter);
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) execute();
});
showViewer();
showSchema();
