// The wall: a tile for each area with its small line, laid out by region as on the tile map.
// Streamlit calls the exported function whenever the data or the theme changes; the page's elements stay.
const SVG = 'http://www.w3.org/2000/svg';

const isDark = box => {
  const [r, g, b] = getComputedStyle(box).getPropertyValue('--st-background-color').match(/\w\w/g).map(x => parseInt(x, 16));
  return r + g + b < 384;
};

const drawKey = (list, entries) => list.replaceChildren(...entries.map(entry => {
  const item = document.createElement('li');
  const swatch = document.createElement('i');
  swatch.className = entry.look;
  swatch.textContent = entry.sign || (entry.look === 'line' ? '∿' : '');
  item.append(swatch, entry.text);
  return item;
}));

const drawBlocks = (blocks, regions) => {
  const names = regions.map(region => region.name).join();
  if (blocks.dataset.names === names) return;
  blocks.dataset.names = names;
  blocks.replaceChildren(...regions.map(region => {
    const block = document.createElement('div');
    block.className = 'block';
    block.dataset.region = region.id;
    block.style.gridColumn = region.column + 1;
    block.style.gridRow = region.row + 1;
    const title = document.createElement('b');
    title.textContent = region.name;
    block.append(title);
    return block;
  }));
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

const drawTile = (tile, area, times) => {
  tile.className = `tile ${area.look} ${area.sign ? 'clear' : ''}`;
  tile.style.gridColumn = area.column + 1;
  tile.style.gridRow = area.row + 2;
  tile.title = area.label;
  tile.setAttribute('aria-label', area.label);
  tile.replaceChildren();
  if (!area.look) {
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('viewBox', '0 0 100 100');
    svg.setAttribute('preserveAspectRatio', 'none');
    svg.setAttribute('aria-hidden', 'true');
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', pathOf(times, area.line));
    svg.append(path);
    tile.append(svg);
  }
  const sign = area.sign || (area.look === 'hidden' ? '[c]' : '');
  if (!sign) return;
  const mark = document.createElement('span');
  mark.textContent = sign;
  tile.append(mark);
};

export default function ({data, parentElement, setTriggerValue}) {
  const box = parentElement.querySelector('.wall'); // not the parent itself: a shadow root takes no handlers
  const [blocks, readout] = ['.blocks', '.readout'].map(part => box.querySelector(part));
  box.classList.toggle('dark', isDark(box));
  box.querySelector('figcaption').textContent = data.title;
  blocks.setAttribute('aria-label', data.alt);
  drawKey(box.querySelector('.key'), data.key);
  drawBlocks(blocks, data.regions);
  const wanted = new Set(data.tiles.map(area => area.id));
  for (const tile of box.querySelectorAll('.tile')) if (!wanted.has(tile.dataset.id)) tile.remove();
  for (const area of data.tiles) {
    let tile = blocks.querySelector(`[data-id="${area.id}"]`);
    if (!tile) {
      tile = document.createElement('button');
      tile.type = 'button';
      tile.dataset.id = area.id;
      blocks.querySelector(`[data-region="${area.region}"]`).append(tile);
    }
    drawTile(tile, area, data.times);
    const region = data.regions.find(other => other.id === area.region);
    tile.at = [region.column * 8 + area.column, region.row * 5 + area.row];
    tile.setAttribute('aria-pressed', area.id === data.chosen);
  }

  // a single stop for the Tab key; arrows move between tiles
  const all = [...box.querySelectorAll('.tile')];
  const stop = all.find(tile => tile.dataset.id === box.kept) || all.find(tile => tile.dataset.id === data.chosen) || all[0];
  for (const tile of all) tile.tabIndex = tile === stop ? 0 : -1;
  const showReadout = tile => { readout.textContent = tile ? tile.getAttribute('aria-label') : data.hint; };
  if (!box.matches(':hover') && !box.contains(parentElement.activeElement)) showReadout(null);

  box.onmouseover = event => showReadout(event.target.closest?.('.tile'));
  box.onmouseleave = () => showReadout(null);
  box.onfocusin = event => showReadout(event.target.closest?.('.tile'));
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
    let nearest = null, least = Infinity;
    for (const other of all) {
      const across = other.at[0] - tile.at[0], down = other.at[1] - tile.at[1];
      const along = across * way[0] + down * way[1], aside = Math.abs(across * way[1]) + Math.abs(down * way[0]);
      if (other === tile || along <= 0 || aside > along * 1.5 || along + 2 * aside >= least) continue;
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
