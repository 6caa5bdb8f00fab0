// The wall: a tile for each area with its small line, in groups by verdict.
// Streamlit calls the exported function whenever the data or the theme changes; the page's elements stay.
const SVG = 'http://www.w3.org/2000/svg';

const isDark = box => {
  const [r, g, b] = getComputedStyle(box).getPropertyValue('--st-background-color').match(/\w\w/g).map(x => parseInt(x, 16));
  return r + g + b < 384;
};

// a figure alone between gaps is a dot: a stroke of no length with round ends
const pathOf = (times, line) => {
  let path = '', isDown = false;
  line.forEach((y, turn) => {
    if (y === null) { isDown = false; return; }
    path += isDown ? `L${times[turn]} ${y}` : `M${times[turn]} ${y}h0`;
    isDown = true;
  });
  return path;
};

const tileOf = (area, times, isChosen) => {
  const tile = document.createElement('button');
  tile.type = 'button';
  tile.dataset.id = area.id;
  tile.className = area.sign ? 'tile clear' : 'tile';
  tile.title = area.label;
  tile.setAttribute('aria-label', area.label);
  tile.setAttribute('aria-pressed', isChosen);
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 100 100');
  svg.setAttribute('preserveAspectRatio', 'none');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', pathOf(times, area.line));
  svg.append(path);
  tile.append(svg);
  if (area.sign) {
    const mark = document.createElement('span');
    mark.textContent = area.sign;
    tile.append(mark);
  }
  return tile;
};

const groupOf = (group, tiles) => {
  const block = document.createElement('div');
  block.className = 'group';
  const title = document.createElement('b');
  title.textContent = group.name;
  block.append(title, ...tiles);
  return block;
};

const middleOf = tile => {
  const {left, top, width, height} = tile.getBoundingClientRect();
  return [left + width / 2, top + height / 2];
};

export default function ({data, parentElement, setTriggerValue}) {
  const box = parentElement.querySelector('.wall'); // not the parent itself: a shadow root takes no handlers
  const [groups, readout] = ['.groups', '.readout'].map(part => box.querySelector(part));
  box.classList.toggle('dark', isDark(box));
  box.querySelector('figcaption').textContent = data.title;
  groups.setAttribute('aria-label', data.alt);
  const hadFocus = box.contains(parentElement.activeElement);
  groups.replaceChildren(...data.groups.map(group => groupOf(
    group, data.tiles.filter(area => area.group === group.id).map(area => tileOf(area, data.times, area.id === data.chosen)))));

  // a single stop for the Tab key; arrows move between tiles
  const all = [...box.querySelectorAll('.tile')];
  const stop = all.find(tile => tile.dataset.id === box.kept) || all.find(tile => tile.dataset.id === data.chosen) || all[0];
  for (const tile of all) tile.tabIndex = tile === stop ? 0 : -1;
  const showReadout = tile => { readout.textContent = tile ? tile.getAttribute('aria-label') : data.hint; };
  if (hadFocus) stop?.focus();
  if (!box.matches(':hover') && !hadFocus) showReadout(null);

  box.onmouseover = event => showReadout(event.target.closest?.('.tile'));
  box.onmouseleave = () => showReadout(null);
  box.onFocus ?? box.addEventListener('focusin', event => box.onFocus(event)); // focusin has no property to set
  box.onFocus = event => showReadout(event.target.closest?.('.tile'));
  box.onclick = event => {
    const tile = event.target.closest?.('.tile');
    if (!tile) return;
    box.kept = tile.dataset.id;
    setTriggerValue('pick', tile.dataset.id);
  };
  box.onkeydown = event => {
    const tile = event.target.closest?.('.tile');
    const way = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]}[event.key];
    if (!tile || !way) return;
    event.preventDefault();
    event.stopPropagation();
    const [x, y] = middleOf(tile);
    let nearest = null, least = Infinity;
    for (const other of all) {
      const [left, top] = middleOf(other);
      const across = left - x, down = top - y;
      const along = across * way[0] + down * way[1], aside = Math.abs(across * way[1]) + Math.abs(down * way[0]);
      if (other === tile || along <= 1 || aside > along * 1.5 || along + 2 * aside >= least) continue;
      least = along + 2 * aside;
      nearest = other;
    }
    if (!nearest) return;
    tile.tabIndex = -1;
    nearest.tabIndex = 0;
    box.kept = nearest.dataset.id;
    nearest.focus();
  };
}
