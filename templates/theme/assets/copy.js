// Copies what a button holds. The words it answers with stand on the button; without this file there is no button.
(() => {
  for (const button of document.querySelectorAll("button[data-kb-copy]")) {
    const said = button.nextElementSibling;
    button.hidden = false;
    button.addEventListener("click", async () => {
      const { kbCopy, kbDone } = button.dataset;
      try {
        await navigator.clipboard.writeText(kbCopy);
        said.textContent = kbDone;
      } catch {
        // The browser does not let pages copy here: show what there is to copy.
        said.textContent = kbCopy;
      }
    });
  }
})();
