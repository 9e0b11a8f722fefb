// The colour scheme, and the sections on a phone. A page follows the system by CSS alone; this file only remembers a
// reader who wants the other scheme, and closes the sections behind a reader who tabs on.
(() => {
  const key = "kapitalbrief.scheme";
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");

  // Storage throws where it is switched off; the page then simply follows the system.
  const kept = (use) => { try { return use(localStorage); } catch { return null; } };
  const system = () => (dark.matches ? "dark" : "light");
  const shown = () => root.dataset.kbScheme || system();

  // What the browser paints around the page has the page's colour, not the system's.
  const paint = () => {
    for (const meta of document.querySelectorAll("meta[name=theme-color]")) meta.content = getComputedStyle(document.body).backgroundColor;
  };

  const buttons = () => document.querySelectorAll("[data-kb-theme]");
  const press = () => { for (const button of buttons()) button.setAttribute("aria-pressed", shown() === "dark"); };

  const chosen = kept((storage) => storage.getItem(key));
  if (chosen === "light" || chosen === "dark") root.dataset.kbScheme = chosen;

  // Choosing what the system says anyway means "follow the system" again: nothing is kept then.
  const choose = (scheme) => {
    if (scheme === system()) {
      delete root.dataset.kbScheme;
      kept((storage) => storage.removeItem(key));
    } else {
      root.dataset.kbScheme = scheme;
      kept((storage) => storage.setItem(key, scheme));
    }
    paint();
    press();
  };

  // The open sections cover the page: whoever tabs past the last of them would not see where they are.
  const leave = ({ currentTarget, relatedTarget }) => {
    if (relatedTarget && !currentTarget.contains(relatedTarget) && currentTarget.matches(":popover-open")) currentTarget.hidePopover();
  };

  document.addEventListener("DOMContentLoaded", () => {
    if (HTMLElement.prototype.hidePopover) {
      for (const sections of document.querySelectorAll("[popover]")) sections.addEventListener("focusout", leave);
    }
    if (root.dataset.kbScheme) paint();
    if (!CSS.supports("color", "light-dark(red, red)")) return; // a browser that only knows the day
    press();
    dark.addEventListener("change", press);
    for (const button of buttons()) {
      button.hidden = false;
      button.addEventListener("click", () => choose(shown() === "dark" ? "light" : "dark"));
    }
  });
})();
