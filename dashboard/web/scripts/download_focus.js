// Brings the focus back to a download button. Streamlit disables the button while its file is made, and the browser then
// takes the focus away from it. Until the button has it again, the dialog it stands in holds it, so that Esc closes it.
{
  let waiting = null; // the button that lost the focus

  const isFree = () => [document.body, null, waiting?.closest("[role=dialog]")].includes(document.activeElement);

  addEventListener("focusin", (event) => {
    if (event.target.closest?.("[data-testid=stDownloadButton]")) waiting = event.target;
    else if (!event.target.matches?.("[role=dialog]")) waiting = null;
  });

  new MutationObserver(() => {
    if (!waiting || !isFree()) return;
    if (!waiting.disabled) waiting.focus();
    else waiting.closest("[role=dialog]")?.focus();
  }).observe(document, { attributes: true, attributeFilter: ["disabled"], subtree: true });
}
