import type { Point } from './corridor-shape.ts';

export interface MapFlow {
  area: string;
  name: string;
  /** The value in words, beneath the name. */
  amount: string;
  total: number;
  /** To the country and back; null where only the total is known. */
  out: number | null;
  back: number | null;
}

export interface Band {
  area: string;
  kind: 'out' | 'back' | 'both';
  path: string;
  width: number;
  /** Arrow head at the end that the goods go to. */
  head: string | null;
}

export interface FlowLabel extends Point {
  area: string;
  name: string;
  amount: string;
  anchor: 'start' | 'end' | 'middle';
}

type LabelSide = 'left' | 'above-left' | 'above-right' | 'below-left' | 'below-right';

/** A point inside each country, for the end of a band: neither a capital nor a crossing. */
const anchors: Record<string, { lat: number; lon: number; label: LabelSide }> = {
  CN: { lat: 40, lon: 98, label: 'left' },
  KZ: { lat: 48.4, lon: 67.5, label: 'left' },
  KG: { lat: 42, lon: 76.2, label: 'above-right' },
  TJ: { lat: 38.2, lon: 71.4, label: 'below-right' },
  TM: { lat: 38.9, lon: 59.4, label: 'below-left' },
  UZ: { lat: 40.9, lon: 64, label: 'above-left' },
};

/** What a map of these flows has to show, with room for the names west of them. */
export function placesOf(flows: readonly MapFlow[]): { lat: number; lon: number }[] {
  return [
    ...['CN', ...flows.map((flow) => flow.area)].flatMap((area) => anchors[area] ?? []),
    { lat: 34, lon: 50 },
    { lat: 50, lon: 106 },
  ];
}

const LEAST_PX = 1.5;
const GAP_PX = 2;
const LEAN_PX = 22;

/**
 * Bands from one country to the others. They leave it side by side, in the order of the ends from north to south, so
 * that none crosses another at the start; widths are in proportion to the values. `top` is where they begin.
 */
export function layBands(
  from: string,
  flows: readonly MapFlow[],
  at: (place: { lat: number; lon: number }) => Point | undefined,
  { widest_px }: { widest_px: number },
): { bands: Band[]; labels: FlowLabel[]; top: Point | undefined } {
  const start = anchors[from] && at(anchors[from]);
  const largest = Math.max(...flows.map((flow) => flow.total), 1);
  const px = (value: number): number => Math.max(LEAST_PX, (value / largest) * widest_px);
  const ends = flows
    .flatMap((flow) => {
      const place = anchors[flow.area];
      const end = place && at(place);
      return end ? [{ flow, end, label: place.label }] : [];
    })
    .sort((a, b) => a.end.y - b.end.y);
  if (!start) return { bands: [], labels: [], top: undefined };
  const lanes = ends.flatMap(({ flow, end }) => {
    const split = flow.out !== null && flow.back !== null;
    const ways: [Band['kind'], number][] = split
      ? [
          ['out', flow.out ?? 0],
          ['back', flow.back ?? 0],
        ]
      : [['both', flow.total]];
    const all = ways.reduce((sum, [, value]) => sum + px(value) + GAP_PX, -GAP_PX);
    let offset = -all / 2;
    return ways.map(([kind, value]) => {
      const width = px(value);
      const middle = offset + width / 2;
      offset += width + GAP_PX;
      return { area: flow.area, kind, width, end: { x: end.x, y: end.y + middle } };
    });
  });
  const height = lanes.reduce((sum, lane) => sum + lane.width + GAP_PX, -GAP_PX);
  let y = start.y - height / 2;
  const bands = lanes.map(({ area, kind, width, end }): Band => {
    const begin = { x: start.x, y: y + width / 2 };
    y += width + GAP_PX;
    return { area, kind, width, path: curve(begin, end), head: headOf(kind, begin, end, width) };
  });
  const labels = ends.map(({ flow, end, label }): FlowLabel => {
    const own = lanes.filter((lane) => lane.area === flow.area);
    const half = own.reduce((sum, lane) => sum + lane.width, 0) / 2;
    const { area, name, amount } = flow;
    if (label === 'left') return { area, name, amount, anchor: 'end', x: end.x - 14, y: end.y - 9 };
    const y = label.startsWith('above') ? end.y - half - 24 : end.y + half + 16;
    // Names lean away from each other: the ends of neighbours are close on a phone.
    if (label.endsWith('left')) return { area, name, amount, anchor: 'end', x: end.x + LEAN_PX, y };
    return { area, name, amount, anchor: 'start', x: end.x - LEAN_PX, y };
  });
  return { bands, labels, top: { x: start.x, y: start.y - height / 2 } };
}

/** Leaves and arrives level, so that neighbouring bands stay apart at both ends. */
function curve(a: Point, b: Point): string {
  const bend = (b.x - a.x) * 0.5;
  return `M${round(a.x)} ${round(a.y)} C${round(a.x + bend)} ${round(a.y)} ${round(b.x - bend)} ${round(b.y)} ${round(b.x)} ${round(b.y)}`;
}

function headOf(kind: Band['kind'], begin: Point, end: Point, width: number): string | null {
  if (kind === 'both') return null;
  const tip = kind === 'out' ? end : begin;
  const way = kind === 'out' ? -1 : 1;
  const half = width / 2 + 3;
  return `M${round(tip.x)} ${round(tip.y - half)} L${round(tip.x + way * (half + 2))} ${round(tip.y)} L${round(tip.x)} ${round(tip.y + half)} Z`;
}

const round = (value: number): number => Math.round(value * 10) / 10;
