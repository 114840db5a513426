// The welcome: who is signed in, and signing in and out.

import { isRussian, translate, viewer, wireSignIn } from "/assets/client.js";

async function show() {
  const person = await viewer();
  document.querySelector("#sign-in").hidden = person !== null;
  document.querySelector("#signed-in").hidden = person === null;
  if (person === null) return;
  document.querySelector("#who").textContent = person.name ?? person.email ?? "";
  const blocked = isRussian ? "заблокировано" : "blocked";
  const lines = person.memberships.map((membership) =>
    membership.roles.join(", ") + (membership.blocked ? ` (${blocked})` : ""));
  if (person.staffRoles.length > 0) lines.push(person.staffRoles.join(", "));
  const items = lines.map((line) => Object.assign(document.createElement("li"), { textContent: line }));
  document.querySelector("#memberships").replaceChildren(...items);
}

translate();
wireSignIn(show);
show();
