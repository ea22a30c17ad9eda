/** Width that a saved picture has at least; what is narrower is drawn larger. */
const PNG_WIDTH_PX = 1600;
const SVG = 'http://www.w3.org/2000/svg';

/** The chart as a picture of its own: colours of the page written out, paper beneath it, the sentence as its title. */
export function chartAsSvg(chart: SVGSVGElement, title: string): string {
  const copy = chart.cloneNode(true) as SVGSVGElement;
  const from = [chart, ...chart.querySelectorAll('*')];
  const to = [copy, ...copy.querySelectorAll('*')];
  to.forEach((element, index) => {
    const seen = from[index];
    if (!seen || !(element instanceof SVGElement)) return;
    const style = getComputedStyle(seen);
    // A picture knows neither the variables of the page nor its fonts.
    for (const name of ['fill', 'stroke', 'font-family', 'font-size', 'font-weight'])
      element.setAttribute(name, style.getPropertyValue(name));
    element.removeAttribute('class');
    element.removeAttribute('style');
  });
  for (const style of copy.querySelectorAll('style')) style.remove();
  const { width, height } = chart.getBoundingClientRect();
  copy.setAttribute('xmlns', SVG);
  copy.setAttribute('width', String(Math.round(width)));
  copy.setAttribute('height', String(Math.round(height)));
  const paper = document.createElementNS(SVG, 'rect');
  paper.setAttribute('width', '100%');
  paper.setAttribute('height', '100%');
  paper.setAttribute('fill', getComputedStyle(document.body).backgroundColor);
  const name = document.createElementNS(SVG, 'title');
  name.textContent = title;
  copy.prepend(name, paper);
  return new XMLSerializer().serializeToString(copy);
}

/** Saves the chart as SVG, or drawn at 1,600 pixels as PNG. */
export async function saveChart(
  chart: SVGSVGElement,
  title: string,
  name: string,
  kind: 'svg' | 'png',
): Promise<void> {
  const picture = new Blob([chartAsSvg(chart, title)], { type: 'image/svg+xml' });
  if (kind === 'svg') return offer(picture, `${name}.svg`);
  const url = URL.createObjectURL(picture);
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const scale = Math.max(1, PNG_WIDTH_PX / image.width);
    const canvas = document.createElement('canvas');
    canvas.width = image.width * scale;
    canvas.height = image.height * scale;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const png = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
    if (png) offer(png, `${name}.png`);
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** Rows as CSV (RFC 4180), offered for saving; a text that a spreadsheet would run as a formula is quoted away. */
export function saveCsv(rows: readonly (readonly (string | number | null)[])[], name: string): void {
  const cell = (value: string | number | null): string => {
    const text = String(value ?? '');
    const safe = typeof value === 'string' && /^[=+@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const text = rows.map((row) => row.map(cell).join(',')).join('\r\n');
  offer(new Blob(['\ufeff', text, '\r\n'], { type: 'text/csv' }), `${name}.csv`);
}

function offer(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
