// Prints the page from a button with data-print, "whole" or "one-page", or with Ctrl+P, which prints the whole page.
// Charts are as wide as the page on the screen. Before printing, the page is therefore made as wide as paper (the class
// "paper" of the style sheet), and the charts are given time to follow. The foot of each sheet names the page and its address.
{
  const TIME_FOR_CHARTS = 1200; // milliseconds

  const foot = document.head.appendChild(document.createElement("style"));

  const printPage = (kind) => {
    const classes = document.body.classList;
    classes.add("paper", kind);
    const words = JSON.stringify(`${document.title} \u00b7 ${location.href}`);
    foot.textContent = `@page {@bottom-left {content: ${words}; font: 8pt sans-serif; width: 85%;}}`;
    setTimeout(() => {
      window.print();
      classes.remove("paper", kind);
    }, TIME_FOR_CHARTS);
  };

  addEventListener("click", (event) => {
    const kind = event.target.closest?.("[data-print]")?.dataset.print;
    if (kind) printPage(kind);
  });

  addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key !== "p") return;
    event.preventDefault();
    printPage("whole");
  });
}
