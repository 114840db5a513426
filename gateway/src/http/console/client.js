// Talks to /graphql for the pages of the service itself.

export const isRussian = navigator.language.startsWith("ru");

/** Shows the page in English unless the browser speaks Russian. */
export function translate() {
  if (isRussian) return;
  document.documentElement.lang = "en";
  for (const element of document.querySelectorAll("[data-en]")) element.textContent = element.dataset.en;
}

/** Runs one operation and gives the whole answer. */
export async function run(query, variables = {}) {
  const response = await fetch("/graphql", {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/graphql-response+json" },
    body: JSON.stringify({ query, variables }),
  });
  return response.json();
}

const VIEWER = "{ viewer { name email staffRoles memberships { organization { id } roles blocked } } }";
const SIGN_IN = "mutation SignIn($input: SignInInput!) { signIn(input: $input) { errors { message } } }";

/** Whoever is signed in, or null. */
export async function viewer() {
  const { data } = await run(VIEWER);
  return data?.viewer ?? null;
}

/** Wires the sign-in form and the sign-out button; `changed` is called after each. */
export function wireSignIn(changed) {
  const form = document.querySelector("#sign-in");
  const error = form.querySelector(".error");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const input = Object.fromEntries(new FormData(form));
    const answer = await run(SIGN_IN, { input });
    const problem = answer.errors?.[0] ?? answer.data?.signIn.errors[0];
    error.textContent = problem?.message ?? "";
    if (problem) return;
    form.reset();
    changed();
  });
  document.querySelector("#sign-out").addEventListener("click", async () => {
    await run("mutation { signOut { errors { code } } }");
    changed();
  });
}
