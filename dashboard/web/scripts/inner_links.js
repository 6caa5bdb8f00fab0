// Follows a link in a table or map to a page of the dashboard without loading the whole dashboard again: the address
// changes and Streamlit is notified as if by the Back button. With Ctrl and the like, or in print, it stays a plain link.
addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const link = event.composedPath().find((element) => element.matches?.("a[href^='/']"));
  if (!link || link.target || link.closest("[data-testid=stPageLink]")) return;
  event.preventDefault();
  history.pushState({}, "", link.getAttribute("href"));
  dispatchEvent(new PopStateEvent("popstate"));
  scrollTo(0, 0);
});
