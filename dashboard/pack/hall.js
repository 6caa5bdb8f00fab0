"use strict";
// The file for the hall: reading with sortable tables, and presenting with keys, a clock and notes in a second window.
(() => {
  const find = (id) => document.getElementById(id);
  const slides = [...document.querySelectorAll(".slide")];
  const root = document.documentElement;
  let place = 0, isPresenting = false, begun = 0, notesWindow = null, notesOpened = 0, before = null;

  const two = (number) => String(number).padStart(2, "0");
  const elapsed = () => {
    const seconds = Math.floor((Date.now() - begun) / 1000);
    return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
  };
  const title = (slide) => slide.querySelector("h1, h2").textContent;

  function show(number) {
    place = Math.max(0, Math.min(slides.length - 1, number));
    slides.forEach((slide, order) => {
      slide.classList.toggle("current", order === place);
      level(slide, order === place);
    });
    find("counter").textContent = `${place + 1} of ${slides.length}`;
    find("back").disabled = place === 0;
    find("next").disabled = place === slides.length - 1;
    find("where").hidden = !slides[place].querySelector(".from");
    history.replaceState(null, "", `#present=${place + 1}`);
    measureBar();
    window.scrollTo(0, 0);
    slides[place].focus({preventScroll: true});
    writeNotes();
  }

  // On a screen of its own the title of a slide is the first heading.
  function level(slide, isFirst) {
    const heading = slide.querySelector("h2");
    if (!heading) return;
    if (isFirst) { heading.setAttribute("role", "heading"); heading.setAttribute("aria-level", "1"); }
    else { heading.removeAttribute("role"); heading.removeAttribute("aria-level"); }
  }

  function measureBar() {
    root.style.setProperty("--bar", `${find("bar").offsetHeight}px`);
  }

  function begin(number) {
    isPresenting = true;
    begun = begun || Date.now();
    document.body.classList.add("presenting");
    find("bar").hidden = false;
    show(number);
  }

  function full() {
    if (root.requestFullscreen) root.requestFullscreen().catch(() => {});
  }

  function end() {
    isPresenting = false;
    document.body.classList.remove("presenting");
    find("bar").hidden = true;
    slides.forEach((slide) => level(slide, false));
    if (document.fullscreenElement) document.exitFullscreen();
    history.replaceState(null, "", location.pathname + location.search);
    slides[place].scrollIntoView();
    find("present").focus();
  }

  function dark() {
    const isDark = root.classList.toggle("dark-hall");
    for (const id of ["dark", "night"]) find(id).setAttribute("aria-pressed", String(isDark));
  }

  // A box over the slide: where a figure is from, the keys, or the notes where no second window opens.
  function open(heading, nodes) {
    before = document.activeElement;
    find("box-title").textContent = heading;
    find("box-text").replaceChildren(...nodes);
    find("box").hidden = false;
    find("box").focus();
  }
  function close() {
    find("box").hidden = true;
    if (before && before.isConnected) before.focus();
  }
  function paragraph(text, owner = document) {
    const line = owner.createElement("p");
    line.textContent = text;
    return line;
  }
  function where() {
    const from = slides[place].querySelector(".from");
    if (from) open("Where is this number from?", [
      ...slides[place].querySelectorAll(".base, .items"), ...from.children].map((line) => line.cloneNode(true)));
  }
  const KEYS = [
    ["→, space, Page Down", "next"], ["←, Page Up", "back"], ["Home, End", "first, last"], ["W", "where this number is from"],
    ["S", "speaker notes in a second window"], ["D", "dark hall"], ["F", "full screen"], ["Esc", "end"],
  ];
  function keys() {
    const list = document.createElement("dl");
    for (const [key, does] of KEYS) {
      const name = document.createElement("dt"), text = document.createElement("dd");
      name.textContent = key;
      text.textContent = does;
      list.append(name, text);
    }
    open("Keys", [list]);
  }

  function notes() {
    notesOpened = Date.now();
    notesWindow = window.open("", "notes", "width=720,height=560");
    if (!notesWindow) return open("Speaker notes", slides[place].dataset.notes.split("\n").map((line) => paragraph(line)));
    writeNotes();
    notesWindow.addEventListener("keydown", key);
  }
  function writeNotes() {
    if (!notesWindow || notesWindow.closed) return;
    const page = notesWindow.document, next = slides[place + 1];
    page.title = "Speaker notes";
    page.documentElement.lang = "en-GB";
    page.body.style.cssText = "font: 24px/1.45 Arial, sans-serif; margin: 24px;";
    const clock = paragraph("", page), heading = page.createElement("h1");
    clock.id = "elapsed";
    heading.textContent = title(slides[place]);
    heading.style.fontSize = "28px";
    const lines = slides[place].dataset.notes.split("\n").map((line) => paragraph(line, page));
    page.body.replaceChildren(clock, heading, ...lines, paragraph(next ? `Next: ${title(next)}` : "This is the last slide.", page));
    tick();
  }
  function tick() {
    const now = new Date();
    find("clock").textContent = `${two(now.getHours())}:${two(now.getMinutes())}`;
    const shown = notesWindow && !notesWindow.closed && notesWindow.document.getElementById("elapsed");
    if (notesWindow && !notesWindow.closed && !shown) writeNotes();
    if (shown) shown.textContent = `${place + 1} of ${slides.length}, ${elapsed()} since the start`;
  }

  function key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (!find("box").hidden) {
      if (name === "Escape" || name === "w") { event.preventDefault(); close(); }
      if (name === "Tab") keepInside(event);
      return;
    }
    if (name === "d") return dark();
    if (!isPresenting) return name === "p" ? (begin(0), full()) : undefined;
    if (event.target.closest && event.target.closest("button, a[href]") && (name === " " || name === "Enter")) return;
    const moves = {ArrowRight: place + 1, ArrowDown: place + 1, PageDown: place + 1, " ": place + 1, Enter: place + 1,
      ArrowLeft: place - 1, ArrowUp: place - 1, PageUp: place - 1, Home: 0, End: slides.length - 1};
    if (name in moves) { event.preventDefault(); return show(moves[name]); }
    ({w: where, s: notes, "?": keys, f: full, Escape: end}[name] || (() => {}))();
  }
  function keepInside(event) {
    const inside = [...find("box").querySelectorAll("a[href], button")];
    const last = inside[inside.length - 1];
    if (event.shiftKey && document.activeElement === inside[0]) { event.preventDefault(); last.focus(); }
    else if (!event.shiftKey && document.activeElement === last) { event.preventDefault(); inside[0].focus(); }
  }

  // Tables: a press on a head sorts its rows, numbers as numbers; what has no number comes last.
  function number(text) {
    const match = text.replace(/,/g, "").replace(/−/g, "-").match(/-?\d+(\.\d+)?/);
    return match ? Number(match[0]) : null;
  }
  function sort(button) {
    const head = button.closest("th"), body = button.closest("table").tBodies[0], column = head.cellIndex;
    const direction = head.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
    for (const other of head.parentNode.children) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", direction);
    const text = (row) => row.children[column].textContent, sign = direction === "ascending" ? 1 : -1;
    const rows = [...body.rows], isNumeric = head.classList.contains("right");
    rows.sort((one, other) => {
      if (!isNumeric) return sign * text(one).localeCompare(text(other), "en", {numeric: true});
      const [a, b] = [number(text(one)), number(text(other))];
      return a === null ? (b === null ? 0 : 1) : b === null ? -1 : sign * (a - b);
    });
    body.append(...rows);
  }

  document.addEventListener("keydown", key);
  document.addEventListener("click", (event) => { if (event.target.matches(".sort")) sort(event.target); });
  const actions = {present: () => { begin(0); full(); }, dark, night: dark, back: () => show(place - 1), next: () => show(place + 1), where, notes, keys, end, close};
  for (const [id, act] of Object.entries(actions)) find(id).addEventListener("click", act);
  document.addEventListener("fullscreenchange", () => {
    // A browser leaves full screen when a second window opens; the presenting goes on, and F makes it full again.
    if (!document.fullscreenElement && isPresenting && find("box").hidden && Date.now() - notesOpened > 3000) end();
  });
  window.addEventListener("resize", measureBar);
  // A closed table has no rows on paper.
  window.addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((table) => { table.open = true; }));
  let from = null, height = 0;
  document.addEventListener("touchstart", (event) => { from = event.touches.length === 1 ? event.touches[0].clientX : null; height = event.touches[0].clientY; }, {passive: true});
  document.addEventListener("touchend", (event) => {
    if (from === null) return;
    const moved = event.changedTouches[0].clientX - from;
    if (Math.abs(event.changedTouches[0].clientY - height) > Math.abs(moved)) return;
    if (isPresenting && find("box").hidden && Math.abs(moved) > 60) show(place + (moved < 0 ? 1 : -1));
  }, {passive: true});
  setInterval(tick, 1000);
  tick();
  const wanted = location.hash.match(/^#present=(\d+)$/);
  if (wanted) begin(Number(wanted[1]) - 1);
  else if (new URLSearchParams(location.search).get("present") === "1") begin(0);
})();
