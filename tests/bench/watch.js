// Put into every page before its own scripts: notes when the picture that is waited for is on screen.
// The clock of a first view starts with the navigation, that of a change when the pointer is let go or a menu changes.
(() => {
  const watch = window.watch = {probe: null, before: {}, start: null, done: null, sent: [], got: [], drawn: new Set()};
  const roots = [document]; // the maps stand in a shadow root, which document.querySelectorAll does not enter

  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (options) {
    const root = attach.call(this, options);
    roots.push(root);
    return root;
  };

  const write = CanvasRenderingContext2D.prototype.fillText; // a long table is a canvas: what it shows is what it writes
  CanvasRenderingContext2D.prototype.fillText = function (text, ...place) {
    watch.drawn.add(text);
    return write.call(this, text, ...place);
  };

  window.WebSocket = class extends WebSocket {
    constructor(...address) {
      super(...address);
      this.addEventListener('message', () => watch.got.push(performance.now()));
    }
    send(message) {
      watch.sent.push(performance.now());
      super.send(message);
    }
  };

  const all = selector => roots.flatMap(root => [...root.querySelectorAll(selector)]);
  const lookOf = selector => all(selector).map(element => element.outerHTML).join('');
  const count = selector => roots.reduce((sum, root) => sum + root.querySelectorAll(selector).length, 0);
  const isInTable = text => [...document.querySelectorAll('[data-testid="stTable"] td')].some(cell => cell.textContent.trim() === text);
  const isFresh = selector => { // there, and not as it was when the clock was set
    if (!watch.got.length) return false; // nothing has come yet, so no need to look
    const look = lookOf(selector);
    return look !== '' && look !== watch.before[selector];
  };
  const isThere = ({counts = {}, table, says, has = [], fresh = []}) =>
    Object.entries(counts).every(([selector, number]) => count(selector) === number)
    && has.every(([selector, text]) => all(selector).some(element => element.textContent.includes(text)))
    && fresh.every(isFresh)
    && (!table || watch.drawn.has(table) || isInTable(table))
    && (!says || document.querySelector(says[0])?.textContent.trim() === says[1]);

  watch.begin = probe => {
    const before = Object.fromEntries((probe.fresh ?? []).map(selector => [selector, lookOf(selector)]));
    Object.assign(watch, {probe, before, start: null, done: null, sent: [], got: [], drawn: new Set()});
  };
  const begun = event => { if (watch.probe && watch.start === null) watch.start = event.timeStamp; };
  for (const kind of ['pointerup', 'change']) window.addEventListener(kind, begun, true);

  const painted = new MessageChannel(); // a message sent while a frame is made comes after that frame is painted
  painted.port1.onmessage = () => { watch.done ??= performance.now(); };
  const look = () => {
    if (watch.probe && watch.done === null && watch.start !== null && isThere(watch.probe)) painted.port2.postMessage(0);
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})();
