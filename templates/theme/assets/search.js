// The search. Nothing is fetched before it is opened for the first time; what is typed never leaves the browser.
(() => {
  // As many as the window shows at first, for each is a file of some kilobytes; then as many more as a reader asks for.
  const FIRST = 6;
  const STEP = 12;
  const DIVIDER = " · ";
  const bundle = new URL("../../pagefind/", document.currentScript.src);
  const filterFile = new URL("../filters.json", document.currentScript.src);
  // One key alone can come from speech input or a shaking hand, so a reader may switch it off: WCAG 2.1.4.
  const key = "kapitalbrief.slash";
  const kept = (use) => { try { return use(localStorage); } catch { return null; } };
  const typing = (element) => element?.closest("input, textarea, select, [contenteditable]");
  let engine;

  const load = async () => {
    const pagefind = await import(new URL("pagefind.js", bundle));
    // Its worker is the same program once more, another file to fetch; an answer takes milliseconds without it.
    await pagefind.options({ noWorker: true, baseUrl: new URL("..", bundle).pathname, excerptLength: 24 });
    await pagefind.init(); // begins to fetch the index while a reader types
    return pagefind;
  };

  const made = (name, text, inside = []) => {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    element.append(...inside);
    return element;
  };

  // An excerpt is text with <mark>: read as such, so that nothing else in it can become an element.
  const excerpt = (html) => {
    const text = new DOMParser().parseFromString(html, "text/html").body;
    return [...text.childNodes].map((node) => node.nodeName === "MARK" ? made("mark", node.textContent) : node.textContent);
  };

  const entry = (page) => {
    const link = made("a", page.meta.title);
    link.href = page.url;
    const item = made("li", "", [made("h4", "", [link])]);
    if (page.meta.date) item.append(made("p", page.meta.date));
    item.append(made("p", "", excerpt(page.excerpt)));
    return item;
  };

  const start = () => {
    const dialog = document.querySelector("#kb-search");
    const words = dialog.querySelector("input");
    const filters = [...dialog.querySelectorAll("select")];
    const status = dialog.querySelector("[role=status]");
    const found = dialog.querySelector(".kb-search__found");
    const more = dialog.querySelector("[data-kb-more]");
    const slashOpens = dialog.querySelector("[data-kb-slash]");
    slashOpens.checked = kept((storage) => storage.getItem(key)) !== "off";
    let results = [];
    let shown = 0;
    let asked = 0;
    let wait;

    const fill = (values) => {
      for (const select of filters) {
        const names = (values[select.name] || []).sort((one, other) => one.localeCompare(other, document.documentElement.lang));
        if (select.name === "year") names.reverse();
        select.append(...names.map((name) => new Option(name, name)));
        select.parentElement.hidden = names.length === 0;
      }
    };

    const show = async () => {
      const turn = asked;
      const pages = await Promise.all(results.slice(shown, shown + (shown ? STEP : FIRST)).map((result) => (result.data ? result.data() : result)));
      if (turn !== asked) return;
      for (const page of pages) {
        const kind = page.meta.kind;
        let list = [...found.querySelectorAll("ol")].find((one) => one.dataset.kind === kind);
        if (!list) {
          list = made("ol");
          list.dataset.kind = kind;
          found.append(made("section", "", [made("h3", kind), list]));
        }
        list.append(entry(page));
      }
      shown += pages.length;
      more.hidden = shown >= results.length;
    };

    // Busy from the first letter until the answer to the last one stands there; an answer that comes too late is dropped.
    const begin = () => {
      clearTimeout(wait);
      found.ariaBusy = "true";
      return ++asked;
    };

    const ask = async () => {
      const turn = begin();
      const chosen = Object.fromEntries(filters.filter((select) => select.value).map((select) => [select.name, select.value]));
      const text = words.value.trim();
      if (!text && !Object.keys(chosen).length) {
        results = [];
        status.textContent = "";
        found.replaceChildren();
        found.ariaBusy = "false";
        more.hidden = true;
        return;
      }
      try {
        const pagefind = await engine;
        const answer = await pagefind.search(text || null);
        // A page's own words for the filters come with its excerpt, so they are fetched only where one is chosen.
        const fits = (page) => Object.entries(chosen).every(([name, value]) => (page.meta[name] || "").split(DIVIDER).includes(value));
        const chosenFrom = async () => (await Promise.all(answer.results.map((result) => result.data()))).filter(fits);
        const kept = Object.keys(chosen).length ? await chosenFrom() : answer.results;
        if (turn !== asked) return;
        results = kept;
        shown = 0;
        found.replaceChildren();
        const n = results.length;
        status.textContent = (n ? (n === 1 ? status.dataset.one : status.dataset.other) : status.dataset.none).replace("{n}", n);
        await show();
      } catch {
        if (turn === asked) status.textContent = status.dataset.failed;
      }
      if (turn === asked) found.ariaBusy = "false";
    };

    const open = () => {
      if (dialog.open) return;
      if (!engine) {
        engine = load();
        fetch(filterFile).then((answer) => answer.json()).then(fill).catch(() => { status.textContent = status.dataset.failed; });
      }
      dialog.showModal();
      words.focus();
      words.select();
    };

    words.addEventListener("input", () => { begin(); wait = setTimeout(ask, 120); });
    // Safari keeps Escape for its search field, empty or not; here the first one empties it and the next one closes.
    words.addEventListener("keydown", (event) => { if (event.key === "Escape" && !words.value) dialog.close(); });
    for (const select of filters) select.addEventListener("change", ask);
    dialog.querySelector("form").addEventListener("submit", (event) => { event.preventDefault(); found.querySelector("a")?.focus(); });
    dialog.querySelector("[data-kb-close]").addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
    more.addEventListener("click", async () => { const seen = found.querySelectorAll("a").length; await show(); found.querySelectorAll("a")[seen]?.focus(); });

    const buttons = document.querySelectorAll("[data-kb-search]");
    const sayKeys = () => {
      for (const button of buttons) {
        button.setAttribute("aria-keyshortcuts", slashOpens.checked ? "/ Control+K" : "Control+K");
        button.title = `${button.dataset.kbSearch} (${slashOpens.checked ? "/" : button.dataset.kbKeys})`;
      }
    };
    sayKeys();
    slashOpens.addEventListener("change", () => {
      kept((storage) => (slashOpens.checked ? storage.removeItem(key) : storage.setItem(key, "off")));
      sayKeys();
    });

    for (const button of buttons) {
      button.hidden = false;
      button.addEventListener("click", open);
    }
    document.addEventListener("keydown", (event) => {
      const slash = slashOpens.checked && event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target);
      const control = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
      if (slash || control) {
        event.preventDefault();
        open();
      }
    });
  };

  start();
})();
