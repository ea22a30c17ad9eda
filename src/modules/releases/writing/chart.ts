/** A bar or a point: what it is called, its value, and whether it is drawn open because it is an estimate. */
export interface Mark {
  label: string;
  value: number;
  text: string;
  open: boolean;
}

const WIDTH = 720;
const BAR = 26;
const GAP = 12;
const LEFT = 170;
const RIGHT = 80;
const TOP = 44;
const BLUE = '#1B4B8F';
const INK = '#1C2430';
const FAINT = '#5B6472';
const PAPER = '#FBFAF6';
const FONT = `font-family="Noto Sans, Noto Sans SC, sans-serif"`;

/** Horizontal bars from zero, labelled directly; estimates are drawn open. */
export function barChart(title: string, marks: readonly Mark[]): string {
  const height = TOP + marks.length * (BAR + GAP) + GAP;
  const largest = Math.max(...marks.map((m) => m.value), 1e-9);
  const bars = marks.map((mark, at) => {
    const y = TOP + at * (BAR + GAP);
    const width = round((Math.max(mark.value, 0) / largest) * (WIDTH - LEFT - RIGHT));
    const middle = y + BAR / 2 + 5;
    const fill = mark.open ? `fill="${PAPER}" stroke-dasharray="4 3"` : `fill="${BLUE}"`;
    return [
      `<text x="${LEFT - 10}" y="${middle}" text-anchor="end">${escapeMarkup(mark.label)}</text>`,
      `<rect x="${LEFT}" y="${y}" width="${width}" height="${BAR}" ${fill} stroke="${BLUE}" stroke-width="1.5"/>`,
      `<text x="${round(LEFT + width + 8)}" y="${middle}">${escapeMarkup(mark.text)}</text>`,
    ].join('');
  });
  const axis = `<line x1="${LEFT}" y1="${TOP - 6}" x2="${LEFT}" y2="${height - GAP}" stroke="${FAINT}"/>`;
  return frame(title, height, describe(marks), [...bars, axis]);
}

/** A line over years from zero, each year at its place; estimates are open points, years without figures are dashed over. */
export function lineChart(title: string, marks: readonly Mark[]): string {
  const height = 320;
  const bottom = height - 36;
  const largest = Math.max(...marks.map((m) => m.value), 1e-9);
  const years = marks.map((m) => Number(m.label));
  const first = Math.min(...years);
  const span = Math.max(Math.max(...years) - first, 1);
  const x = (at: number) => round(50 + (((years[at] ?? first) - first) / span) * (WIDTH - 50 - RIGHT));
  const y = (value: number) => round(bottom - (value / largest) * (bottom - TOP - 16));
  const lines = marks.slice(1).map((mark, before) => {
    const dash = (years[before + 1] ?? 0) - (years[before] ?? 0) > 1 ? ' stroke-dasharray="3 5"' : '';
    return `<line x1="${x(before)}" y1="${y(marks[before]?.value ?? 0)}" x2="${x(before + 1)}" y2="${y(mark.value)}" stroke="${BLUE}" stroke-width="2"${dash}/>`;
  });
  const every = Math.ceil(span / 12);
  const points = marks.map((mark, at) => {
    const last = at === marks.length - 1;
    const dot = `<circle cx="${x(at)}" cy="${y(mark.value)}" r="4" fill="${mark.open ? PAPER : BLUE}" stroke="${BLUE}" stroke-width="1.5"/>`;
    const period =
      ((years[at] ?? 0) - first) % every === 0 || last
        ? `<text x="${x(at)}" y="${bottom + 22}" text-anchor="middle">${escapeMarkup(mark.label)}</text>`
        : '';
    const value = last
      ? `<text x="${x(at) + 10}" y="${y(mark.value) + 5}">${escapeMarkup(mark.text)}</text>`
      : '';
    return dot + period + value;
  });
  const axis = `<line x1="50" y1="${bottom}" x2="${WIDTH - RIGHT + 30}" y2="${bottom}" stroke="${FAINT}"/>`;
  return frame(title, height, describe(marks), [axis, ...lines, ...points]);
}

/** The table twin in words, for readers who do not see the picture. */
const describe = (marks: readonly Mark[]): string => marks.map((m) => `${m.label}: ${m.text}`).join('; ');

function frame(title: string, height: number, description: string, inside: readonly string[]): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="t d" ${FONT} font-size="14" fill="${INK}"><title id="t">${escapeMarkup(title)}</title><desc id="d">${escapeMarkup(description)}</desc><rect width="${WIDTH}" height="${height}" fill="${PAPER}"/><text x="16" y="26" font-weight="700" font-size="16">${escapeMarkup(title)}</text>${inside.join('')}</svg>\n`;
}

const round = (value: number): number => Math.round(value * 10) / 10;

const special: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** For text in XML and HTML. */
export const escapeMarkup = (text: string): string => text.replace(/[&<>"]/g, (c) => special[c] ?? c);
