// Moves the focus to the title of the page when Streamlit's link "skip to content" is used. That link leads to the part
// of the page that begins with our own menu.
addEventListener("click", (event) => {
  if (!event.target.closest?.("[data-testid=stSkipToContent]")) return;
  // After Streamlit has moved the focus itself.
  setTimeout(() => {
    const title = document.querySelector("h1");
    title?.setAttribute("tabindex", "-1");
    title?.focus();
  });
});
