// One area within its council: both outlines and the point. Paths come in steps of 100 m and 10 m.
export default function ({data, parentElement}) {
  const svg = parentElement.querySelector('.local');
  const draw = (part, path, metres) => {
    const element = svg.querySelector(part);
    element.setAttribute('d', path);
    element.setAttribute('transform', `scale(${metres})`);
  };
  svg.setAttribute('viewBox', data.box.join(' '));
  svg.setAttribute('aria-label', data.alt);
  draw('.council', data.council, 100);
  draw('.stand-in', data.standIn, 10);
  const point = svg.querySelector('.point');
  point.setAttribute('cx', data.x);
  point.setAttribute('cy', data.y);
  point.setAttribute('r', data.box[3] / 90);
}
