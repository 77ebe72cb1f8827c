// A button that turns the page from light to dark and back; the choice is kept.

const root = document.documentElement;
const system = matchMedia("(prefers-color-scheme: dark)");

function current() {
  return root.dataset.scheme || (system.matches ? "dark" : "light");
}

/** Add the switch at the end of `place`. */
export function addSchemeSwitch(place) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "scheme-switch";
  const label = () => {
    button.textContent = current() === "dark" ? "Light" : "Dark";
    button.setAttribute("aria-label", `Switch to ${button.textContent.toLowerCase()} colours`);
  };
  button.addEventListener("click", () => {
    root.dataset.scheme = current() === "dark" ? "light" : "dark";
    try {
      localStorage.setItem("scheme", root.dataset.scheme);
    } catch {
      // Without storage the choice lasts for this page.
    }
    label();
    document.dispatchEvent(new CustomEvent("schemechange"));
  });
  system.addEventListener("change", () => {
    label();
    document.dispatchEvent(new CustomEvent("schemechange"));
  });
  label();
  place.append(button);
}
