// Old addresses of sources, /sources/#name, lead on to the page that each source now has.

function leadOn() {
  const name = decodeURIComponent(location.hash.slice(1));
  if (name && !document.getElementById(name)) {
    location.replace(new URL(`${encodeURIComponent(name)}/`, location.href.replace(/[?#].*/, "")));
  }
}

addEventListener("hashchange", leadOn);
leadOn();
