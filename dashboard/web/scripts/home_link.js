// Gives links to the first page their path. Streamlit leaves it out, so that in a new tab such a link would open the
// page that it stands on. The path is added just before a link is used, by pointer or by keyboard.
for (const kind of ["pointerdown", "keydown"]) {
  addEventListener(
    kind,
    (event) => {
      const link = event.target.closest?.("[data-testid=stPageLink-NavLink]");
      const address = link?.getAttribute("href");
      if (address === "" || address?.startsWith("?")) link.setAttribute("href", "/" + address);
    },
    true,
  );
}
