/* Saves what is typed as a draft on the server, three seconds after the first change and then again
   while there is more. Files are not kept. Without this script there is the button. */
const WAIT = 3000;

function watch(mark) {
  const form = mark.form;
  const said = form.querySelector("[data-draft-said]");
  const underWay = new AbortController();
  let waiting = 0;
  let isSending = false;

  function later() {
    if (!waiting && !underWay.signal.aborted) waiting = setTimeout(send, WAIT);
  }

  async function send() {
    waiting = 0;
    if (isSending) return later();
    isSending = true;
    const typed = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (typeof value === "string") typed.append(name === "form_key" ? "draft_key" : name, value);
    }
    typed.set("draft_by", "script");
    try {
      const answer = await fetch(mark.dataset.save, {
        method: "POST", body: typed, redirect: "manual", signal: underWay.signal,
      });
      if (answer.type === "opaqueredirect") {
        said.textContent =
          "You have been signed out. What you typed until now is kept. Sign in again in another tab, then go on here.";
        later();
      } else {
        said.textContent = answer.ok || answer.status === 400 ? await answer.text() : "The draft could not be saved.";
      }
    } catch {
      if (underWay.signal.aborted) return;
      said.textContent = "The draft could not be saved. Trying again.";
      later();
    } finally {
      isSending = false;
    }
  }

  form.addEventListener("input", later);
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    underWay.abort();
  });
}

for (const mark of document.querySelectorAll("input[name=draft_of][data-save]")) watch(mark);
