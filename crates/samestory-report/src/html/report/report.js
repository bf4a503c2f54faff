"use strict";
(() => {
  const list = document.getElementById("list");
  const views = document.getElementById("views");
  const between = document.querySelector(".between");
  let form = document.querySelector(".filters");
  const title = document.title;
  const allRows = () => [...list.querySelectorAll("li[data-n]")];
  let rows = allRows();
  let days = [...list.querySelectorAll("section.day")];
  const stories = new Map();
  for (const view of views.querySelectorAll("noscript")) stories.set(view.dataset.story, view);
  // in a page that was fetched it has elements, as no scripts run there
  const htmlOf = (view) => (view.firstElementChild ? view.innerHTML : view.textContent);
  // the stories of a large stream have pages of their own
  const storyOf = (row) => row.querySelector("a.headline").href.split(/[#/]/).pop();

  // one view at a time is a part of the page; all others are text
  const view = document.createElement("main");
  view.id = "view";
  view.hidden = true;
  views.replaceWith(view);
  form.hidden = false;

  // ---- articles that are alone: their rows are text until they are needed, or until there is time
  let folded = [...list.querySelectorAll("details.alone > noscript")];
  const unfold = (fold) => {
    const holder = document.createElement("template");
    holder.innerHTML = htmlOf(fold);
    fold.replaceWith(holder.content);
  };
  const unfoldAll = () => {
    if (!folded.length) return;
    folded.filter((fold) => fold.isConnected).forEach(unfold);
    folded = [];
    rows = allRows();
  };
  list.addEventListener(
    "toggle",
    (event) => {
      const fold = event.target.querySelector(":scope > noscript");
      if (!fold) return;
      unfold(fold);
      rows = allRows();
    },
    true,
  );

  // ---- filters
  const texts = new Map();
  const plain = (html) =>
    html.replace(/<[^>]*>/g, " ").replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&amp;/g, "&");
  const bare = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const textOf = (row) => {
    if (!texts.has(row)) texts.set(row, bare(plain(stories.has(storyOf(row)) ? htmlOf(stories.get(storyOf(row))) : row.textContent)));
    return texts.get(row);
  };
  const has = (list, item) => ` ${list} `.includes(` ${item} `);

  const filter = () => {
    unfoldAll();
    const asked = new FormData(form);
    const words = bare(asked.get("q") ?? "").split(/\s+/).filter(Boolean);
    const [source, language] = [asked.get("s"), asked.get("l")];
    const [articles, origins] = [Number(asked.get("n")), Number(asked.get("o"))];
    let [shown, members] = [0, 0];
    for (const row of rows) {
      const { n, o, s, l } = row.dataset;
      row.hidden = !(
        Number(n) >= articles &&
        Number(o) >= origins &&
        (!source || has(s, source)) &&
        (!language || has(l, language)) &&
        words.every((word) => textOf(row).includes(word))
      );
      if (!row.hidden) {
        shown += 1;
        members += Number(n);
      }
    }
    const isAsked = words.length > 0 || source || language || articles > 1 || origins > 0;
    for (const day of days) {
      day.hidden = !day.querySelector("li[data-n]:not([hidden])");
      const alone = day.querySelector("details.alone");
      if (alone) {
        alone.hidden = !alone.querySelector("li:not([hidden])");
        alone.dataset.open ??= alone.open;
        alone.open = isAsked ? true : alone.dataset.open === "true";
      }
    }
    const number = (n) => n.toLocaleString("en");
    form.querySelector("output").textContent = isAsked ? `${number(shown)} of ${number(rows.length)} stories, ${number(members)} articles` : "";
  };
  // texts are made ready while nothing else is to be done
  let ready = 0;
  const prepare = (deadline) => {
    while (folded.length && deadline.timeRemaining() > 2) {
      const fold = folded.pop();
      if (fold.isConnected) unfold(fold);
      if (!folded.length) rows = allRows();
    }
    if (folded.length) {
      requestIdleCallback(prepare);
      return;
    }
    while (ready < rows.length && deadline.timeRemaining() > 2) textOf(rows[ready++]);
    if (ready < rows.length) requestIdleCallback(prepare);
  };
  self.requestIdleCallback?.(prepare);
  let wait = 0;
  list.addEventListener("input", () => {
    clearTimeout(wait);
    wait = setTimeout(filter, 120);
  });
  list.addEventListener("submit", (event) => event.preventDefault());

  // ---- views
  let open = null;
  let scrolled = 0;
  const route = () => {
    const [story, place] = location.hash.slice(1).split("-");
    const found = stories.get(story);
    if (!found) {
      const last = open;
      open = null;
      view.hidden = between.hidden = true;
      list.hidden = false;
      document.title = title;
      view.replaceChildren();
      const target = location.hash && document.getElementById(location.hash.slice(1));
      if (target && target !== list) target.scrollIntoView();
      else if (last) {
        scrollTo(0, scrolled);
        rows.find((row) => storyOf(row) === last)?.querySelector("a.headline").focus({ preventScroll: true });
      }
      return;
    }
    if (open !== story) {
      if (!open) scrolled = scrollY;
      open = story;
      view.innerHTML = htmlOf(found);
      list.hidden = true;
      view.hidden = between.hidden = false;
      const heading = view.querySelector("h2");
      document.title = `${heading.textContent} – ${title}`;
      scrollTo(0, 0);
      heading.focus({ preventScroll: true });
    }
    if (place) {
      const target = document.getElementById(`${story}-${place}`);
      target?.scrollIntoView({ block: "center" });
      for (const marked of view.querySelectorAll(".here")) marked.classList.remove("here");
      target?.classList.add("here");
    }
  };
  const step = (by) => {
    if (open) unfoldAll();
    const shown = rows.filter((row) => !row.hidden);
    const links = shown.map((row) => row.querySelector("a.headline")).filter((link) => open || link.checkVisibility?.() !== false);
    const at = open ? links.findIndex((link) => link.hash === `#${open}`) : links.indexOf(document.activeElement);
    const next = links[Math.max(0, Math.min(links.length - 1, at + by))];
    if (!next) return;
    if (open) location.replace(next.hash);
    else {
      next.focus();
      next.scrollIntoView({ block: "nearest" });
    }
  };
  between.addEventListener("click", (event) => {
    if (event.target.dataset.step) step(Number(event.target.dataset.step));
  });
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isTyping = event.target.matches("input, select, textarea");
    if (event.key === "Escape") {
      if (isTyping) event.target.blur();
      else if (open) location.hash = "list";
    } else if (isTyping) return;
    else if (event.key === "/") {
      event.preventDefault();
      if (open) location.hash = "list";
      form.elements.q.focus();
    } else if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
  });
  addEventListener("hashchange", route);
  route();

  // ---- a newer page, of a server whose stories grow
  const chosen = (select) => select?.selectedOptions[0]?.text.replace(/ \(\d+\)$/, "");
  const choose = (select, text) => {
    const option = [...(select?.options ?? [])].find((one) => one.text.replace(/ \(\d+\)$/, "") === text);
    if (option) option.selected = true;
  };
  document.addEventListener("newer", (event) => {
    const newer = event.detail;
    const sizes = new Map(allRows().map((row) => [storyOf(row), row.dataset.n]));
    const asked = [form.elements.q.value, ...["s", "l", "n", "o"].map((name) => chosen(form.elements[name]))];
    const anchor = rows.find((row) => row.getBoundingClientRect().top >= 0);
    const top = anchor?.getBoundingClientRect().top;
    const wasOpen = new Set([...list.querySelectorAll("section.day:has(details.alone[open])")].map((day) => day.id));

    list.replaceChildren(...newer.getElementById("list").childNodes);
    stories.clear();
    for (const one of newer.getElementById("views").querySelectorAll("noscript")) stories.set(one.dataset.story, one);
    texts.clear();
    form = list.querySelector(".filters");
    form.hidden = false;
    folded = [...list.querySelectorAll("details.alone > noscript")];
    unfoldAll();
    rows = allRows();
    days = [...list.querySelectorAll("section.day")];
    for (const day of days) if (wasOpen.has(day.id)) day.querySelector("details.alone")?.setAttribute("open", "");
    for (const row of rows) if (sizes.get(storyOf(row)) !== row.dataset.n) row.classList.add("fresh");
    form.elements.q.value = asked[0];
    ["s", "l", "n", "o"].forEach((name, at) => choose(form.elements[name], asked[at + 1]));
    filter();
    const same = anchor && rows.find((row) => storyOf(row) === storyOf(anchor));
    if (same && scrollY > 0) scrollBy(0, same.getBoundingClientRect().top - top);
    if (open && stories.has(open) && view.innerHTML !== htmlOf(stories.get(open))) {
      const details = [...view.querySelectorAll("details")].map((one) => one.open);
      view.innerHTML = htmlOf(stories.get(open));
      view.querySelectorAll("details").forEach((one, at) => (one.open = details[at] ?? one.open));
    }
  });
})();
