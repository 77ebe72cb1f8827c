// Enhances pages that already work: the scheme switch, margin notes, contents, figures.
import { addSchemeSwitch } from "./switch.js";

const masthead = document.querySelector(".masthead-inner");
if (masthead) addSchemeSwitch(masthead);

if (document.querySelector("[data-figure-id]")) {
  import("./figure.js").then(({ enhanceFigures }) => enhanceFigures());
}
if (document.querySelector("[data-figure-parts]")) import("./figure-parts.js");
if (document.querySelector("[data-essay]")) {
  import("./essay.js").then(({ enhanceEssay }) => enhanceEssay());
}
