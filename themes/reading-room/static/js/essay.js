// Notes in the margin where there is room, and "you are here" in the contents.

const roomy = matchMedia("(min-width: 70rem)");

function placeNotes(essay) {
  // Not the notes of an example.
  const notes = essay.querySelector(".prose > .footnote");
  if (!notes) return;
  essay.classList.toggle("has-margin-notes", roomy.matches);
  const items = [...notes.querySelector("ol").children];
  items.forEach((item) => item.style.removeProperty("inset-block-start"));
  if (!roomy.matches) return;
  const top = notes.getBoundingClientRect().top;
  // The contents stand at the top of the same margin, and wide figures cross it.
  const taken = [essay.querySelector(".contents"), ...essay.querySelectorAll(".figure-wide, .figure-page")]
    .filter(Boolean)
    .map((node) => node.getBoundingClientRect())
    .filter((box) => box.right > notes.getBoundingClientRect().left)
    .map((box) => [box.top - top, box.bottom - top]);
  let free = 0;
  for (const item of items) {
    const mark = document.getElementById(item.id.replace(/^fn/, "fnref"));
    if (!mark) continue;
    let place = Math.max(mark.getBoundingClientRect().top - top - 4, free);
    for (const [start, end] of taken) {
      if (place < end + 14 && place + item.offsetHeight > start - 14) place = end + 14;
    }
    item.style.insetBlockStart = `${place}px`;
    free = place + item.offsetHeight + 14;
  }
}

function followContents(essay) {
  const links = new Map(
    [...essay.querySelectorAll(".contents a")].map((link) => [link.hash.slice(1), link]),
  );
  if (!links.size) return;
  const headings = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  const mark = () => {
    const line = innerHeight * 0.2;
    const here = headings.filter((heading) => heading.getBoundingClientRect().top <= line).at(-1);
    links.forEach((link, id) => {
      if (here && id === here.id) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
  };
  // A heading counts as seen while it is above the line, however far; each crossing is reported.
  const observer = new IntersectionObserver(mark, { rootMargin: "1000000px 0px -80% 0px" });
  for (const heading of headings) observer.observe(heading);
  mark();
}

/** Enhance the essay on this page. */
export function enhanceEssay() {
  const essay = document.querySelector("[data-essay]");
  placeNotes(essay);
  new ResizeObserver(() => placeNotes(essay)).observe(essay.querySelector(".prose"));
  roomy.addEventListener("change", () => placeNotes(essay));
  followContents(essay);
}
