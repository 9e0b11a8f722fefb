// Searching, filtering and sorting a table of this page. Without this file the whole table is there, in its first order.
// The form holds all that is chosen; the address repeats it, so a choice can be kept and passed on.
(() => {
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  // Where components.css makes rows cards, the head is out of sight; its buttons then take no focus, the form above sorts.
  const cards = matchMedia("(max-width: 44.99em)");
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  const enliven = (form) => {
    const table = document.getElementById(form.dataset.kbTable);
    const [body] = table.tBodies;
    const rows = [...body.rows];
    const texts = new Map(rows.map((row) => [row, folded(row.textContent)]));
    const fields = [...form.elements].filter((field) => field.name);
    const { q, sort } = form.elements;
    const said = form.querySelector("[role=status]");
    const reset = form.querySelector("[type=reset]");
    const heads = [...table.querySelectorAll("th[data-kb-sort]")];

    const orderOf = (option) => option.dataset.order || option.value;
    const order = () => orderOf(sort.selectedOptions[0]);
    const worth = (row, key) => row.dataset[key] ?? row.cells[0].textContent.trim();

    const sorted = () => {
      const key = order().replace("-", "");
      const turn = order().startsWith("-") ? -1 : 1;
      const compare = (one, other) => {
        const [a, b] = [worth(one, key), worth(other, key)];
        // What has no value stands last, whichever way the rest is turned.
        return !a - !b || turn * collator.compare(a, b);
      };
      return sort.value ? [...rows].sort(compare) : rows;
    };

    const show = () => {
      const terms = folded(q.value).split(/\s+/);
      const wanted = fields.filter((field) => field !== q && field !== sort && field.value);
      const fits = (row) =>
        wanted.every(({ name, value }) => row.dataset[name].split(" ").includes(value)) &&
        terms.every((term) => texts.get(row).includes(term));
      body.append(...sorted());
      for (const row of rows) row.hidden = !fits(row);
      const n = rows.filter((row) => !row.hidden).length;
      said.textContent = form.dataset.kbCount.replace("{n}", n).replace("{all}", rows.length);
      const chosen = new URLSearchParams(fields.filter((field) => field.value).map(({ name, value }) => [name, value]));
      reset.hidden = !chosen.size;
      for (const list of document.querySelectorAll("[data-kb-first-order]")) list.hidden = Boolean(chosen.size);
      for (const head of heads) {
        const key = head.dataset.kbSort;
        const way = { [key]: "ascending", [`-${key}`]: "descending" }[order()];
        if (way) head.setAttribute("aria-sort", way);
        else head.removeAttribute("aria-sort");
      }
      return chosen;
    };

    const change = () => {
      const chosen = show();
      history.replaceState(null, "", chosen.size ? `?${chosen}` : location.pathname);
    };

    for (const head of heads) {
      const button = document.createElement("button");
      const choices = [...sort.options].filter((option) => orderOf(option).replace("-", "") === head.dataset.kbSort);
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      const reach = () => { button.tabIndex = cards.matches ? -1 : 0; };
      cards.addEventListener("change", reach);
      reach();
      button.addEventListener("click", () => {
        const next = choices.find((option) => orderOf(option) !== order());
        if (next) sort.value = next.value;
        change();
      });
    }

    for (const [name, value] of new URLSearchParams(location.search)) {
      const field = fields.find((found) => found.name === name);
      if (field && (field === q || [...field.options].some((option) => option.value === value))) field.value = value;
    }
    form.addEventListener("input", change);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", (event) => {
      event.preventDefault(); // The browser empties fields too late.
      for (const field of fields) field.value = "";
      change();
      q.focus();
    });
    form.hidden = false;
    show();
  };

  document.querySelectorAll("form[data-kb-table]").forEach(enliven);
})();
