"use strict";
(() => {
  const { cursor, story } = document.body.dataset;
  const note = document.querySelector(".following");
  const say = (text, isLive) => {
    note.textContent = text;
    note.classList.toggle("live", isLive);
  };
  let [changes, waiting, loading] = [0, 0, false];
  // a page that took long to load is not loaded often
  let pause = 1500;

  const load = async () => {
    waiting = 0;
    const isBusy = loading || document.hidden || document.activeElement?.matches("input, select");
    if (isBusy) {
      schedule();
      return;
    }
    loading = true;
    const [seen, begun] = [changes, performance.now()];
    try {
      const answer = await fetch(location.pathname, { headers: { accept: "text/html" } });
      if (answer.status === 404 && story) {
        say("This story is no more", false);
        return;
      }
      if (!answer.ok) throw new Error(answer.statusText);
      const newer = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (story) show(newer);
      else document.dispatchEvent(new CustomEvent("newer", { detail: newer }));
      changes -= seen;
      say("Live", true);
    } catch {
      say("Not connected", false);
    } finally {
      loading = false;
      pause = Math.max(1500, 5 * (performance.now() - begun));
      if (changes > 0) schedule();
    }
  };
  const schedule = () => {
    waiting ||= setTimeout(load, pause);
  };
  const show = (newer) => {
    const [view, next] = [document.getElementById("view"), newer.getElementById("view")];
    if (view.innerHTML === next.innerHTML) return;
    const details = [...view.querySelectorAll("details")].map((one) => one.open);
    view.replaceChildren(...next.childNodes);
    view.querySelectorAll("details").forEach((one, at) => (one.open = details[at] ?? one.open));
  };

  const events = new EventSource(`/v1/events?since=${encodeURIComponent(cursor)}`);
  events.addEventListener("open", () => say("Live", true));
  events.addEventListener("error", () => say("Not connected", false));
  for (const kind of ["change", "reset"]) {
    events.addEventListener(kind, () => {
      changes += 1;
      schedule();
    });
  }
  addEventListener("pagehide", () => events.close());
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && changes > 0) schedule();
  });

  // links to other stories lead to their pages
  if (story) {
    document.addEventListener("click", (event) => {
      const link = event.target.closest("a[href^='#s']");
      if (!link || document.getElementById(link.hash.slice(1))) return;
      event.preventDefault();
      location.assign(`/stories/${link.hash.slice(1)}`);
    });
  }
})();
