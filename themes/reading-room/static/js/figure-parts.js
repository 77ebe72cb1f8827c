// The parts of a figure's own page as tabs, the address of the one in view, and the code to embed.

const holder = document.querySelector("[data-figure-parts]");
const list = holder.querySelector("[data-tab-list]");
const tabs = [...list.children];
const panelOf = (tab) => document.getElementById(tab.hash.slice(1));

function choose(chosen) {
  for (const tab of tabs) {
    const isChosen = tab === chosen;
    tab.setAttribute("aria-selected", String(isChosen));
    tab.tabIndex = isChosen ? 0 : -1;
    // What is not in view can still be found in the page.
    if (isChosen) panelOf(tab).removeAttribute("hidden");
    else panelOf(tab).setAttribute("hidden", "until-found");
  }
}

/** The tab of the part that the address leads to, or of the first. */
function asked() {
  const place = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  return tabs.find((tab) => place && panelOf(tab).contains(place)) ?? tabs[0];
}

function keep(tab) {
  const hash = tab === tabs[0] ? "" : tab.hash;
  history.replaceState(null, "", location.pathname + location.search + hash);
}

function key(event) {
  const at = tabs.indexOf(event.target);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1, " ": at }[event.key];
  if (to === undefined || at < 0) return;
  event.preventDefault();
  const tab = tabs.at(to % tabs.length);
  tab.focus();
  choose(tab);
  keep(tab);
}

function makeTabs() {
  list.setAttribute("role", "tablist");
  for (const tab of tabs) {
    const panel = panelOf(tab);
    tab.id = `${panel.id}-tab`;
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", panel.id);
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", tab.id);
    panel.addEventListener("beforematch", () => choose(tab));
  }
  list.addEventListener("keydown", key);
  list.addEventListener("click", (event) => {
    const tab = event.target.closest("a");
    if (!tab || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    choose(tab);
    keep(tab);
  });
  choose(asked());
  addEventListener("hashchange", () => choose(asked()));
}

/** The frame's full address, wherever this copy of the site stands, and a button that copies. */
function completeCode() {
  const code = document.querySelector("[data-embed]");
  const { href } = new URL(code.dataset.embed, location.href);
  code.value = code.value.replace(/src="[^"]*"/, `src="${href}"`);
  const button = Object.assign(document.createElement("button"), {
    type: "button",
    className: "button",
    textContent: "Copy the code",
  });
  const status = document.createElement("span");
  status.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(code.value);
      status.textContent = "Copied.";
    } catch {
      code.select();
      status.textContent = "Selected: copy it with your keyboard.";
    }
  });
  const row = document.createElement("p");
  row.className = "embed-tools";
  row.append(button, " ", status);
  code.after(row);
}

makeTabs();
completeCode();
