// Searches and filters the list that is in the page. Nothing is fetched or stored; what is searched for stands in the address.
(() => {
  "use strict";
  const page = document, form = page.getElementById("find"), status = page.querySelector(".count");
  const language = page.documentElement.lang;
  // Without case and accents: e for É, and an Arabic word without its vowel signs.
  const bare = text => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const has = (list, value) => !value || (list || "").split(" ").includes(value);
  const leaflets = [...page.querySelectorAll(".leaflet")].map(item => ({
    item,
    texts: [...item.querySelectorAll(".text")],
    words: bare([item.dataset.foundBy, ...[...item.querySelectorAll("h2, h3, .summary, .audience")].map(part => part.textContent)].join(" ")),
  }));
  const hide = (element, hidden) => { if (element.hidden !== hidden) element.hidden = hidden; };

  function filter() {
    const wanted = Object.fromEntries(new FormData(form));
    const words = bare(wanted.q).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const leaflet of leaflets) {
      const data = leaflet.item.dataset;
      const fits = has(data.kind, wanted.kind) && has(data.topic, wanted.topic) && words.every(word => leaflet.words.includes(word));
      let some = false;
      for (const text of leaflet.texts) {
        const own = text.dataset;
        const suits = has(own.language, wanted.language) && has(own.brand, wanted.brand)
          && has(own.state, wanted.state) && has(own.edition, wanted.edition);
        hide(text, !suits);
        some ||= suits;
      }
      hide(leaflet.item, !(fits && some));
      shown += fits && some;
    }
    return { wanted, shown };
  }

  const number = value => value.toLocaleString(language);
  function tell(wanted, shown) {
    const all = !Object.values(wanted).some(value => value.trim());
    const { none, shown: some, all: every } = status.dataset;
    const said = all ? every : shown ? some.replace("{n}", number(shown)).replace("{total}", number(leaflets.length)) : none;
    if (status.textContent !== said) status.textContent = said;
  }

  function remember(wanted) {
    const kept = new URLSearchParams(Object.entries(wanted).filter(([, value]) => value.trim())).toString();
    if (kept !== location.hash.slice(1)) history.replaceState(null, "", kept ? "#" + kept : location.pathname + location.search);
  }

  let waiting = 0;
  function changed() {
    const { wanted, shown } = filter();
    // A screen reader is told when typing pauses, not at each letter.
    clearTimeout(waiting);
    waiting = setTimeout(() => { tell(wanted, shown); remember(wanted); }, 250);
  }

  // An address such as #q=iron&language=cy sets the form; one such as #leaflet-iron-tablets is a place in the list.
  function restore() {
    if (location.hash && !location.hash.includes("=")) return;
    const kept = new URLSearchParams(location.hash.slice(1));
    for (const field of form.elements) if (field.name) {
      field.value = kept.get(field.name) || "";
      if (field.selectedIndex < 0) field.value = "";
    }
    const { wanted, shown } = filter();
    tell(wanted, shown);
  }

  if (leaflets.length > 1) {
    form.addEventListener("input", changed);
    form.addEventListener("submit", event => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(() => { changed(); form.elements.q.focus(); }));
    addEventListener("hashchange", restore);
    form.parentElement.hidden = false;
    restore();
  }
})();
