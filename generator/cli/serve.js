// Keeps a page of the preview up to date. The server says when there is a newer one, what is being built, and what is
// wrong. A changed text changes where it stands; a page that changed more is loaded anew, at the same paragraph.
(() => {
  const KEPT = "kapitalbrief.place";
  const OWN = "script[src='/-/serve.js']";
  // Scripts of the page know these elements; others in their place would be dead.
  const OPERATED = "button, input, select, textarea, form, script, iframe, dialog, [popover]";
  const root = document.documentElement;
  let [page, files] = document.currentScript.dataset.seen.split("-");

  // ── Changing the page in place ──

  // What stands below our own script is white space.
  const trimmed = (whole) => {
    const own = whole.querySelector(OWN);
    while (own?.nextSibling) own.nextSibling.remove();
    own?.remove();
    return whole;
  };

  // The page as it was served, before another script changed it; each node of it knows its twin on the screen.
  const twins = new WeakMap();
  const pair = (was, shown) => {
    twins.set(was, shown);
    was.childNodes.forEach((child, i) => pair(child, shown.childNodes[i]));
    return was;
  };
  const served = trimmed(pair(root.cloneNode(true), root));

  const isElement = (node) => node.nodeType === Node.ELEMENT_NODE;
  const isOperated = (node) => isElement(node) && (node.matches(OPERATED) || node.querySelector(OPERATED));

  // Plans the changes that make what is shown of a node what the fresh page has there. False: it has to be loaded anew.
  const patch = (was, fresh, changes) => {
    if (was.isEqualNode(fresh)) return true;
    const shown = twins.get(was);
    if (!shown.isConnected || was.nodeName !== fresh.nodeName) return false;
    if (!isElement(was)) {
      if (shown.data !== was.data) return false;
      changes.push(() => { shown.data = was.data = fresh.data; });
      return true;
    }
    if (was.matches("script:not([type='application/ld+json']), style, link[rel=stylesheet]")) return false;
    for (const name of new Set([...was.getAttributeNames(), ...fresh.getAttributeNames()])) {
      const value = fresh.getAttribute(name);
      if (was.getAttribute(name) === value) continue;
      const set = (node) => { value === null ? node.removeAttribute(name) : node.setAttribute(name, value); };
      changes.push(() => [was, shown].forEach(set));
    }
    return patchChildren(was, fresh, shown, changes);
  };

  const patchChildren = (was, fresh, shown, changes) => {
    const [old, now] = [[...was.childNodes], [...fresh.childNodes]];
    let next = null;
    while (old.length && now.length && old[0].isEqualNode(now[0])) { old.shift(); now.shift(); }
    while (old.length && now.length && old.at(-1).isEqualNode(now.at(-1))) { next = old.pop(); now.pop(); }
    if (old.length === now.length && old.every((node, i) => node.nodeName === now[i].nodeName)) {
      return old.every((node, i) => patch(node, now[i], changes));
    }
    const isTouched = (node) => twins.get(node).parentNode !== shown || !twins.get(node).isEqualNode(node);
    const before = next && twins.get(next);
    if ([...old, ...now].some(isOperated) || old.some(isTouched) || (before && before.parentNode !== shown)) return false;
    changes.push(() => {
      for (const node of old) { twins.get(node).remove(); node.remove(); }
      for (const node of now) {
        const copy = document.importNode(node, true);
        shown.insertBefore(copy, before);
        was.insertBefore(pair(copy.cloneNode(true), copy), next);
      }
    });
    return true;
  };

  // ── Keeping the place ──

  const kept = (use) => { try { return use(sessionStorage); } catch { return null; } };
  const fingerprint = (node) => `${node.localName} ${node.textContent.trim().slice(0, 200)}`;
  const blocks = () => [...document.querySelectorAll("main :is(h1, h2, h3, h4, p, li, dt, dd, tr, pre, figure, summary)")];

  // What is in sight, from the top: what is read may change itself, so its neighbours are kept too.
  const inSight = () => blocks()
    .map((node) => ({ node, box: node.getBoundingClientRect() }))
    .filter(({ box }) => box.height && box.top >= 0 && box.top < innerHeight)
    .slice(0, 12)
    .map(({ node, box }) => ({ node, top: box.top }));

  const scrollTo = (node, top) => scrollBy({ top: node.getBoundingClientRect().top - top, behavior: "instant" });

  // The way from the nearest id down to a node, as a selector.
  const way = (node) => {
    if (node.id) return `#${CSS.escape(node.id)}`;
    if (!node.parentElement) return node.localName;
    return `${way(node.parentElement)} > :nth-child(${[...node.parentElement.children].indexOf(node) + 1})`;
  };

  const reload = () => {
    const all = blocks().map(fingerprint);
    const nodes = blocks();
    const places = inSight().map(({ node, top }) => {
      const text = fingerprint(node);
      return { text, top, nth: all.slice(0, nodes.indexOf(node)).filter((other) => other === text).length };
    });
    const opened = [...document.querySelectorAll("details")].map((node) => [way(node), node.open]);
    const focus = document.activeElement === document.body ? "" : way(document.activeElement);
    const place = { path: location.pathname, places, opened, focus, left: scrollX, top: scrollY };
    kept((storage) => storage.setItem(KEPT, JSON.stringify(place)));
    // The browser would go to the same pixel, whatever stands there now.
    addEventListener("pagehide", () => { history.scrollRestoration = "manual"; });
    location.reload();
  };

  addEventListener("pagehide", () => { history.scrollRestoration = "auto"; });
  const restore = () => {
    const place = JSON.parse(kept((storage) => storage.getItem(KEPT)) || "null");
    kept((storage) => storage.removeItem(KEPT));
    if (place?.path !== location.pathname) return;
    for (const [selector, open] of place.opened) {
      const found = document.querySelector(selector);
      if (found?.localName === "details") found.open = open;
    }
    if (place.focus) document.querySelector(place.focus)?.focus({ preventScroll: true });
    const go = () => {
      const nodes = blocks();
      const all = nodes.map(fingerprint);
      for (const { text, top, nth } of place.places) {
        const found = nodes.filter((node, i) => all[i] === text)[nth];
        if (found) return scrollTo(found, top);
      }
      scrollTo(root, -place.top);
    };
    go();
    addEventListener("load", go);
  };

  // ── The panel and the badge ──

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { all: initial; color-scheme: inherit; font: 16px/1.5 system-ui, sans-serif; }
    button { font: inherit; }
    [hidden] { display: none !important; }
    .corner { position: fixed; z-index: 2147483647; right: 16px; bottom: 16px; display: flex; gap: 8px; }
    .corner > * { margin: 0; padding: 6px 14px; border: 0; border-radius: 4px; color: #fff; background: #0a5466; }
    .corner > button { background: #a02f1a; cursor: pointer; }
    .badge { animation: appear 0s .1s both; }
    @keyframes appear { from { visibility: hidden; } }
    .panel {
      position: fixed; z-index: 2147483647; inset: auto 0 0; max-height: 60vh; display: flex; flex-direction: column;
      color: light-dark(#1b1d21, #ebe8e2); background: light-dark(#fffdf9, #14171b);
      border-top: 4px solid light-dark(#a02f1a, #f29c84); box-shadow: 0 -4px 24px #0006;
    }
    header { display: flex; flex-wrap: wrap; gap: 4px 16px; align-items: baseline; padding: 12px 16px 4px; }
    h2 { margin: 0; font-size: 100%; color: light-dark(#a02f1a, #f29c84); }
    header p { margin: 0; color: light-dark(#595c62, #a9acb1); }
    header button {
      margin-left: auto; padding: 2px 12px; color: inherit; background: none; cursor: pointer;
      border: 1px solid light-dark(#85817a, #777d86); border-radius: 4px;
    }
    ol { margin: 0; padding: 4px 16px 16px; overflow: auto; list-style: none; }
    li { max-width: 90ch; padding: 8px 0; white-space: pre-wrap; overflow-wrap: anywhere; }
    li + li { border-top: 1px solid light-dark(#ddd7ca, #353b43); }
    li b { display: block; font: 14px/1.5 ui-monospace, monospace; color: light-dark(#595c62, #a9acb1); }
    :focus-visible { outline: 2px solid light-dark(#0a5466, #86c8da); outline-offset: 2px; }
  `);
  const host = document.createElement("kb-preview");
  const shadow = host.attachShadow({ mode: "open" });
  shadow.adoptedStyleSheets = [sheet];
  shadow.innerHTML = `
    <section class="panel" role="alert" hidden>
      <header><h2></h2><p></p><button type="button">Hide (Esc)</button></header>
      <ol tabindex="0" aria-label="What is wrong"></ol>
    </section>
    <div class="corner"><button type="button" hidden>Show what is wrong</button><p class="badge" role="status" hidden></p></div>`;
  root.append(host);
  const [panel, title, note, hide, list, again, badge] =
    ["section", "h2", "header p", "header button", "ol", ".corner button", ".badge"].map((one) => shadow.querySelector(one));

  const say = (text) => {
    badge.textContent = text;
    badge.hidden = !text;
  };

  // "path:line:column: error: message [code]", and its hint below, further in.
  const item = (text) => {
    const [, place, message] = /^(\S.*?:\d+:\d+): \w+: ([^]*)$/.exec(text) ?? [null, "", text];
    const entry = document.createElement("li");
    const where = document.createElement("b");
    where.textContent = place;
    entry.append(...(place ? [where] : []), message.replace(/\n\s+/g, "\n"));
    return entry;
  };

  // A page that could not be built says itself what is wrong.
  const saysItself = document.querySelector("[data-said]");
  const show = (problems) => {
    const items = problems ? problems.split(/\n(?=\S)/).map(item) : [];
    const errors = items.filter((entry) => entry.querySelector("b")).length;
    title.textContent = errors ? `${errors} ${errors === 1 ? "error" : "errors"}` : "Nothing was built";
    note.textContent = "The page shows the last good state.";
    list.replaceChildren(...items);
    panel.hidden = !problems || Boolean(saysItself);
    again.hidden = true;
  };
  const turn = (hidden) => {
    const held = shadow.activeElement; // The focus leaves the page for nobody.
    panel.hidden = hidden;
    again.hidden = !hidden;
    if (held) (hidden ? again : hide).focus({ preventScroll: true });
  };
  hide.addEventListener("click", () => turn(true));
  again.addEventListener("click", () => turn(false));
  addEventListener("keydown", ({ key, defaultPrevented }) => {
    if (key !== "Escape" || defaultPrevented || panel.hidden || document.querySelector("dialog[open], :popover-open")) return;
    turn(true);
  });

  // ── Listening ──

  const update = async (now) => {
    if (now === `${page}-${files}`) return;
    const answer = await fetch(location.href.split("#")[0], { cache: "no-store" });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const [newPage, newFiles] = fresh.querySelector(OWN)?.dataset.seen.split("-") ?? [];
    const changes = [];
    if (newFiles !== files || !patch(served, trimmed(fresh.documentElement), changes)) return reload();
    page = newPage;
    const places = inSight();
    root.style.overflowAnchor = "none"; // The browser would keep the place too, and both together lose it.
    for (const change of changes) change();
    const first = places.find(({ node }) => node.isConnected);
    if (first) scrollTo(first.node, first.top);
    requestAnimationFrame(() => { root.style.overflowAnchor = ""; });
  };

  let source = null;
  let turns = Promise.resolve();
  // A browser has six connections to a server and no more, so a tab out of sight gives its own back.
  const listen = () => {
    source?.close();
    source = null;
    if (document.hidden) return;
    const query = new URLSearchParams({ page: location.pathname + location.search, seen: `${page}-${files}` });
    source = new EventSource(`/-/events?${query}`);
    const on = (name, act) => source.addEventListener(name, ({ data }) => act(JSON.parse(data)));
    on("building", say);
    on("problems", show);
    on("ready", (now) => { turns = turns.then(() => update(now)).catch(() => {}); });
    source.addEventListener("error", () => say("The preview has ended; waiting for it …"));
  };
  restore();
  listen();
  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", () => source?.close());
  addEventListener("pageshow", ({ persisted }) => { if (persisted) listen(); });
})();
