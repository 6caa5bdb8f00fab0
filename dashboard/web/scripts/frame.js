// Names the parts of the frame for assistive technology, which Streamlit's containers cannot say themselves; announces a
// new page and what a search found; offers names while one types in the search; opens the menu of a narrow screen.
{
  const PARTS = {
    ".st-key-pages": { role: "navigation", "aria-label": "Pages" },
    ".st-key-search": { role: "search", "aria-label": "Areas" },
    ".st-key-foot": { role: "contentinfo" },
    ".st-key-search input": { list: "area-names", autocomplete: "off" },
  };
  const live = document.createElement("div");
  live.setAttribute("role", "status");
  live.className = "unseen";
  let announced = "";

  const setOpen = (isOpen) => {
    document.body.classList.toggle("menu-open", isOpen);
    document.querySelector(".menu-button")?.setAttribute("aria-expanded", isOpen);
  };

  const describe = () => {
    for (const [selector, attributes] of Object.entries(PARTS)) {
      const part = document.querySelector(selector);
      for (const [name, value] of Object.entries(attributes)) {
        if (part && part.getAttribute(name) !== value) part.setAttribute(name, value);
      }
    }
    for (const link of document.querySelectorAll(".st-key-pages a")) {
      if (link.querySelector("strong")) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    const found = document.querySelector(".st-key-search-results p")?.textContent ?? "";
    const news = [document.querySelector("h1")?.textContent ?? "", found].filter(Boolean).join(". ");
    if (!news || news === announced) return;
    announced = news;
    document.body.append(live);
    live.textContent = news;
    setOpen(false);
  };

  let isDue = false;
  new MutationObserver(() => {
    if (isDue) return;
    isDue = true;
    setTimeout(() => {
      isDue = false;
      describe();
    }, 100);
  }).observe(document, { childList: true, subtree: true });

  addEventListener("click", (event) => {
    if (event.target.closest?.(".menu-button")) setOpen(!document.body.classList.contains("menu-open"));
  });

  // A name that is chosen from those offered is searched for at once; Streamlit does so when the box loses the focus.
  addEventListener("input", (event) => {
    const isChosen = !event.inputType || event.inputType === "insertReplacementText";
    if (isChosen && event.target.matches?.(".st-key-search input")) setTimeout(() => event.target.blur());
  });
}
