// The comments, once a reader asks for them. Until then nothing of them is fetched; without this file a link leads there.
(() => {
  const KEY = "giscus-session";
  const kept = (use) => { try { return use(sessionStorage); } catch { return null; } };

  // giscus sends a reader back from signing in with the session in the address; it is kept for this tab.
  const here = new URL(location.href);
  const back = here.searchParams.get("giscus");
  here.searchParams.delete("giscus");
  if (back) {
    kept((storage) => storage.setItem(KEY, back));
    history.replaceState(null, "", here);
  }
  here.hash = "";

  const enliven = (place) => {
    const button = place.querySelector("button");
    const address = new URL(place.dataset.kbComments);
    const frame = document.createElement("iframe");

    const load = () => {
      const root = document.documentElement;
      const dark = root.dataset.kbScheme ? root.dataset.kbScheme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
      address.searchParams.set("origin", `${here}#comments`);
      address.searchParams.set("backLink", here);
      address.searchParams.set("session", kept((storage) => storage.getItem(KEY)) || "");
      address.searchParams.set("theme", dark ? "dark" : "light");
      frame.src = address;
    };

    const show = () => {
      frame.title = place.dataset.kbTitle;
      frame.allow = "clipboard-write";
      load();
      button.replaceWith(frame);
    };

    addEventListener("message", ({ origin, source, data }) => {
      if (origin !== address.origin || source !== frame.contentWindow) return;
      if (data?.giscus?.resizeHeight) frame.height = data.giscus.resizeHeight;
      if (data?.giscus?.signOut) {
        kept((storage) => storage.removeItem(KEY));
        load();
      }
    });

    button.hidden = false;
    button.addEventListener("click", show);
    if (back) show();
  };

  document.querySelectorAll("[data-kb-comments]").forEach(enliven);
})();
