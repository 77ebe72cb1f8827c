// Runs before the page is drawn, so that a reader's chosen scheme never flashes.
(() => {
  // Controls that need script are laid out at once, so that nothing moves when they work.
  document.documentElement.dataset.script = "";
  try {
    const scheme = localStorage.getItem("scheme");
    if (scheme === "light" || scheme === "dark") document.documentElement.dataset.scheme = scheme;
  } catch {
    // Storage may be forbidden; the system's scheme is used.
  }
})();
