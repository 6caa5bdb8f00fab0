// The spread of one measure: a dot for each area along an axis, drawn from places in per cent of the width.
// Streamlit calls the exported function whenever the data or the theme changes.
const SVG = 'http://www.w3.org/2000/svg';
const [MIDDLE, REACH, AXIS] = [66, 34, 120]; // in pixels: the middle of the heaps, their reach to each side, and the axis

const make = (kind, attributes, text = '') => {
  const element = document.createElementNS(SVG, kind);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.textContent = text;
  return element;
};

// a text near an edge runs towards the middle
const write = (text, at, y) =>
  make('text', {x: `${at}%`, y, 'text-anchor': at < 25 ? 'start' : at > 75 ? 'end' : 'middle'}, text);

const line = (x1, y1, x2, y2, style = '') => make('line', {x1: `${x1}%`, y1, x2: `${x2}%`, y2, class: style});

const isDark = box => {
  const [r, g, b] = getComputedStyle(box).getPropertyValue('--st-background-color').match(/\w\w/g).map(x => parseInt(x, 16));
  return r + g + b < 384;
};

// focusin and focusout have no property to set; those of the last call are used
const onFocus = (box, comes, goes) => {
  if (!box.onFocus) {
    box.addEventListener('focusin', event => box.onFocus.comes(event));
    box.addEventListener('focusout', event => box.onFocus.goes(event));
  }
  box.onFocus = {comes, goes};
};

export default function ({data, parentElement, setTriggerValue}) {
  const box = parentElement.querySelector('.strip'); // not the parent itself: a shadow root takes no handlers
  const [axis, beside, points, names, tip] = ['.axis', '.beside', '.points', '.names', '.tip'].map(part => box.querySelector(part));
  const focused = box.querySelector('.point:focus')?.dataset.id;
  box.classList.toggle('dark', isDark(box));
  box.querySelector('svg').setAttribute('aria-label', data.alt);
  box.querySelector('.corner').textContent = data.corner;
  axis.replaceChildren(
    line(0, AXIS, 100, AXIS),
    ...data.ticks.map(tick => make('text', {x: `${tick.at}%`, y: AXIS + 18, 'text-anchor': 'middle'}, tick.text)));
  beside.replaceChildren(...data.beside.flatMap((place, turn) => [
    line(place.at, MIDDLE - REACH, place.at, MIDDLE + REACH), write(place.text, place.at, MIDDLE - REACH - 4 - 16 * (turn % 2))]));

  const all = data.points.map(point => {
    const isChosen = point.id === data.chosen;
    const dot = make('circle', {
      class: 'point', role: 'button', cx: `${point.at}%`, cy: MIDDLE - REACH * point.height, r: isChosen ? 6.5 : 3.5,
      'aria-label': point.label, 'aria-pressed': isChosen, tabindex: -1});
    dot.dataset.id = point.id;
    return dot;
  });
  const chosen = data.points.find(point => point.id === data.chosen);
  const last = all.filter(dot => dot.dataset.id === data.chosen); // above the others
  const y = chosen && MIDDLE - REACH * chosen.height;
  points.replaceChildren(
    ...all.filter(dot => !last.includes(dot)), ...chosen && data.range.length ? [line(data.range[0], y, data.range[1], y, 'range')] : [], ...last);
  names.replaceChildren(...chosen ? [write(chosen.name, chosen.at, MIDDLE + REACH + 14)] : []);

  // a single stop for the Tab key; arrows move from value to value
  const move = dot => {
    for (const other of all) other.setAttribute('tabindex', other === dot ? 0 : -1);
    box.kept = dot.dataset.id;
  };
  const at = id => all.find(dot => dot.dataset.id === id);
  const stop = at(focused) || at(box.kept) || at(data.chosen) || all[0];
  stop.setAttribute('tabindex', 0);
  const speak = dot => {
    tip.hidden = !dot;
    if (!dot) return;
    const [mark, whole] = [dot.getBoundingClientRect(), box.getBoundingClientRect()];
    tip.textContent = dot.getAttribute('aria-label');
    tip.style.left = `${Math.max(0, Math.min(mark.left - whole.left, whole.width - tip.offsetWidth))}px`;
    tip.style.top = `${mark.bottom - whole.top + 6}px`;
  };
  const pick = dot => { move(dot); setTriggerValue('pick', dot.dataset.id); };
  const pointOf = event => event.target.closest?.('.point');

  box.onmouseover = event => speak(pointOf(event));
  box.onmouseleave = () => speak(null);
  onFocus(box, event => speak(pointOf(event)), () => speak(null));
  box.onclick = event => { const dot = pointOf(event); if (dot) pick(dot); };
  box.onkeydown = event => {
    const dot = pointOf(event);
    if (!dot) return;
    if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); pick(dot); return; }
    const turn = all.indexOf(dot);
    const next = {ArrowLeft: turn - 1, ArrowDown: turn - 1, ArrowRight: turn + 1, ArrowUp: turn + 1, Home: 0, End: all.length - 1}[event.key];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (!all[next]) return;
    move(all[next]);
    all[next].focus();
  };
  if (focused && all.includes(at(focused))) at(focused).focus(); else speak(null);
}
