// The dot map of England and the tile map by region, drawn from one list of marks.
// Streamlit calls the exported function whenever the data or the theme changes; the page's elements stay.
const SVG = 'http://www.w3.org/2000/svg';
const outlines = {}; // fetched once for the page's life

const make = (kind, name) => {
  const element = kind === 'dot' ? document.createElementNS(SVG, 'circle') : document.createElement('button');
  if (kind === 'dot') element.setAttribute('role', 'button'); else element.type = 'button';
  element.dataset.id = name;
  element.tabIndex = -1;
  return element;
};

const drawLand = (land, address) => {
  outlines[address] ??= fetch(address).then(answer => answer.json());
  outlines[address].then(regions => {
    if (land.dataset.address === address) return;
    land.dataset.address = address;
    land.replaceChildren(...regions.map(region => {
      const path = document.createElementNS(SVG, 'path');
      path.setAttribute('d', region.path);
      return path;
    }));
  }).catch(() => { delete outlines[address]; });
};

const isDark = box => {
  const [r, g, b] = getComputedStyle(box).getPropertyValue('--st-background-color').match(/\w\w/g).map(x => parseInt(x, 16));
  return r + g + b < 384;
};

const drawKey = (list, entries) => list.replaceChildren(...entries.map(entry => {
  const item = document.createElement('li');
  const swatch = document.createElement('i');
  swatch.className = entry.look;
  swatch.textContent = entry.sign;
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
    block.style.setProperty('grid-column', 'var(--column, auto)');
    const title = document.createElement('b');
    title.textContent = region.name;
    block.append(title);
    return block;
  }));
};

const placeBlocks = (blocks, regions) => {
  for (const region of regions) {
    const block = blocks.querySelector(`[data-region="${region.id}"]`);
    const isPlaced = wide.matches && regions.length > 1;
    block.style.gridColumn = isPlaced ? region.column + 1 : 'auto';
    block.style.gridRow = isPlaced ? region.row + 1 : 'auto';
  }
};

// England is 5,800 by 6,600 steps; a smaller part is drawn as large, with marks and letters of the same size
const zoomed = (land, [west, north, width, height]) => {
  const zoom = Math.min(5800 / width, 6600 / height);
  const [x, y] = [3700 - zoom * (west + width / 2), -3300 - zoom * (north + height / 2)];
  land.setAttribute('transform', `translate(${x} ${y}) scale(${zoom})`);
  land.style.setProperty('--zoom', zoom);
  return mark => [x + zoom * mark.x, y + zoom * mark.y];
};

const wide = matchMedia('(min-width: 761px)');

// focusin and focusout have no property to set; those of the last call are used
const onFocus = (box, comes, goes) => {
  if (!box.onFocus) {
    box.addEventListener('focusin', event => box.onFocus.comes(event));
    box.addEventListener('focusout', event => box.onFocus.goes(event));
  }
  box.onFocus = {comes, goes};
};

export default function ({data, parentElement, setTriggerValue}) {
  const box = parentElement.querySelector('.maps'); // not the parent itself: a shadow root takes no handlers
  const [marks, names, land, blocks, tip] = ['.marks', '.names', '.land', '.blocks', '.tip'].map(part => box.querySelector(part));
  const kept = box.kept ??= {dot: null, tile: null};
  box.classList.toggle('dark', isDark(box));
  box.dataset.show ??= 'tiles';
  box.querySelector('.corner').textContent = data.corner;
  box.querySelector('.dots figcaption').textContent = data.titles.dots;
  box.querySelector('.tiles figcaption').textContent = data.titles.tiles;
  box.querySelector('svg').setAttribute('aria-label', data.alt.dots);
  blocks.setAttribute('aria-label', data.alt.tiles);
  drawLand(land, new URL(data.outlines, document.baseURI).href);
  const place = zoomed(land, data.box);
  box.classList.toggle('single-region', data.regions.length === 1);
  drawKey(box.querySelector('.key'), data.key);
  drawBlocks(blocks, data.regions);
  placeBlocks(blocks, data.regions);
  wide.onchange = () => placeBlocks(blocks, data.regions);

  const wanted = new Set(data.marks.map(mark => mark.id));
  for (const element of box.querySelectorAll('.dot, .tile')) if (!wanted.has(element.dataset.id)) element.remove();
  names.replaceChildren();
  const write = (text, mark, style, shift) => {
    const label = document.createElementNS(SVG, 'text');
    const [x, y] = place(mark);
    const left = x > 4600;
    label.setAttribute('x', left ? x - shift : x + shift);
    label.setAttribute('y', y + 65);
    label.setAttribute('text-anchor', left ? 'end' : 'start');
    if (style) label.setAttribute('class', style);
    label.textContent = text;
    names.append(label);
  };
  const areFew = data.marks.filter(mark => mark.look === 'hidden').length <= 25; // more would cover the map; tiles say it
  for (const mark of data.marks) {
    let dot = marks.querySelector(`[data-id="${mark.id}"]`);
    let tile = blocks.querySelector(`[data-id="${mark.id}"]`);
    if (!dot) { dot = make('dot', mark.id); marks.append(dot); }
    if (!tile) { tile = make('tile', mark.id); blocks.querySelector(`[data-region="${mark.region}"]`).append(tile); }
    dot.setAttribute('class', `dot ${mark.look}`);
    const [x, y] = place(mark);
    dot.setAttribute('cx', x);
    dot.setAttribute('cy', y);
    dot.setAttribute('r', mark.look === 'not-due' ? 26 : 58);
    tile.className = `tile ${mark.look}`;
    tile.style.gridColumn = mark.column + 1;
    tile.style.gridRow = mark.row + 2;
    tile.textContent = mark.sign;
    if (mark.look === 'hidden' && areFew) write(mark.sign, mark, 'mark', 75);
    dot.at = [mark.x, mark.y];
    const region = data.regions.find(candidate => candidate.id === mark.region);
    tile.at = [region.column * 8 + mark.column, region.row * 5 + mark.row];
    for (const element of [dot, tile]) {
      element.setAttribute('aria-label', mark.label);
      element.setAttribute('aria-pressed', mark.id === data.chosen);
    }
    if (mark.id === data.chosen) {
      const focused = dot.matches(':focus'); // a mark that is moved to the top loses it
      marks.append(dot);
      if (focused) dot.focus();
      write(mark.name, mark, '', 110);
    }
  }

  // a single stop for the Tab key in each map; arrows move between marks
  for (const kind of ['dot', 'tile']) {
    const all = [...box.querySelectorAll(`.${kind}`)];
    const stop = all.find(mark => mark.dataset.id === kept[kind]) || all.find(mark => mark.dataset.id === data.chosen) || all[0];
    for (const mark of all) mark.setAttribute('tabindex', mark === stop ? '0' : '-1');
  }
  const speak = element => {
    tip.hidden = !element;
    if (!element) return;
    const [mark, whole] = [element.getBoundingClientRect(), box.getBoundingClientRect()];
    tip.textContent = element.getAttribute('aria-label');
    tip.style.left = `${Math.max(0, Math.min(mark.left - whole.left, whole.width - tip.offsetWidth))}px`;
    tip.style.top = `${mark.bottom - whole.top + 6}px`;
  };
  const kindOf = element => element.classList.contains('dot') ? 'dot' : 'tile';
  const pick = element => { kept[kindOf(element)] = element.dataset.id; setTriggerValue('pick', element.dataset.id); };
  if (!box.matches(':hover') && !box.contains(parentElement.activeElement)) speak(null);

  box.onmouseover = event => speak(event.target.closest?.('.dot, .tile'));
  box.onmouseleave = () => speak(null);
  onFocus(box, event => speak(event.target.closest?.('.dot, .tile')), () => speak(null));
  box.onclick = event => {
    const choice = event.target.closest?.('[data-show]:not(.maps)');
    if (choice) {
      box.dataset.show = choice.dataset.show;
      for (const button of box.querySelectorAll('.switch button')) button.setAttribute('aria-pressed', button === choice);
      return;
    }
    const mark = event.target.closest?.('.dot, .tile');
    if (mark) { speak(mark); pick(mark); }
  };
  box.onkeydown = event => {
    const mark = event.target.closest?.('.dot, .tile');
    if (!mark) return;
    if ((event.key === 'Enter' || event.key === ' ') && kindOf(mark) === 'dot') { event.preventDefault(); pick(mark); return; }
    const way = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]}[event.key];
    if (!way) return;
    event.preventDefault();
    event.stopPropagation();
    let nearest = null, least = Infinity;
    for (const other of box.querySelectorAll(`.${kindOf(mark)}`)) {
      const across = other.at[0] - mark.at[0], down = other.at[1] - mark.at[1];
      const along = across * way[0] + down * way[1], aside = Math.abs(across * way[1]) + Math.abs(down * way[0]);
      if (other === mark || along <= 0 || aside > along * 1.5 || along + 2 * aside >= least) continue;
      least = along + 2 * aside;
      nearest = other;
    }
    if (!nearest) return;
    mark.setAttribute('tabindex', '-1');
    nearest.setAttribute('tabindex', '0');
    kept[kindOf(mark)] = nearest.dataset.id;
    nearest.focus();
  };
}
