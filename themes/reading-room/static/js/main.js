// Enhances pages that already work: the scheme switch, margin notes, contents, figures.
import { addSchemeSwitch } from "./switch.js";

addSchemeSwitch(document.querySelector(".masthead-inner"));

if (document.querySelector("[data-figure-id]")) {
  import("./figure.js").then(({ enhanceFigures }) => enhanceFigures());
}
if (document.querySelector("[data-essay]")) {
  import("./essay.js").then(({ enhanceEssay }) => enhanceEssay());
}
