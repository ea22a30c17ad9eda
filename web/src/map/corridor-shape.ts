import { type GeoPermissibleObjects, geoConicConformal, geoGraticule10, geoPath } from 'd3-geo';

export interface MapPlace {
  code: string;
  name: string;
  country: string;
  lat: number;
  lon: number;
  kind: string;
  gauge_mm: number | null;
}

export interface MapLeg {
  from: string;
  to: string;
  mode: string;
}

/** Where something is now. `heading` is the place it moves to. */
export interface MapPosition {
  lat: number;
  lon: number;
  label: string;
  toward?: { lat: number; lon: number };
}

export interface Point {
  x: number;
  y: number;
}

export interface CorridorShape {
  land: string[];
  grid: string;
  at: (place: { lat: number; lon: number }) => Point | undefined;
}

/** Projects land and places into a frame so that all places stand inside its margin. Lambert's cone keeps angles. */
export function shapeCorridor(
  land: { features: GeoPermissibleObjects[] } | undefined,
  places: readonly { lat: number; lon: number }[],
  frame: { width: number; height: number; margin: number },
): CorridorShape {
  const extent: [[number, number], [number, number]] = [
    [frame.margin, frame.margin],
    [frame.width - frame.margin, frame.height - frame.margin],
  ];
  const projection = geoConicConformal()
    .rotate([-85, 0])
    .parallels([32, 50])
    .fitExtent(extent, {
      type: 'MultiPoint',
      coordinates: spread(places).map((place) => [place.lon, place.lat]),
    })
    .clipExtent([
      [-2, -2],
      [frame.width + 2, frame.height + 2],
    ])
    .precision(0.4);
  const path = geoPath(projection).digits(1);
  return {
    land: (land?.features ?? []).map((feature) => path(feature) ?? '').filter((d) => d !== ''),
    grid: path(geoGraticule10()) ?? '',
    at: ({ lat, lon }) => {
      const point = projection([lon, lat]);
      return point ? { x: point[0], y: point[1] } : undefined;
    },
  };
}

/** A frame for one point, or for points close together, would magnify without end; at least 8 degrees are shown. */
function spread(places: readonly { lat: number; lon: number }[]): { lat: number; lon: number }[] {
  if (places.length === 0)
    return [
      { lat: 34, lon: 58 },
      { lat: 50, lon: 112 },
    ];
  const lats = places.map((p) => p.lat);
  const lons = places.map((p) => p.lon);
  const pad = (low: number, high: number): number => Math.max(0, 8 - (high - low)) / 2;
  const latPad = pad(Math.min(...lats), Math.max(...lats)) / 2;
  const lonPad = pad(Math.min(...lons), Math.max(...lons));
  return [
    ...places,
    { lat: Math.min(...lats) - latPad, lon: Math.min(...lons) - lonPad },
    { lat: Math.max(...lats) + latPad, lon: Math.max(...lons) + lonPad },
  ];
}

/** Legs without doubles: a line that many routes use, in either direction, is drawn once. */
export function uniqueLegs(legs: readonly MapLeg[]): MapLeg[] {
  const seen = new Map<string, MapLeg>();
  for (const leg of legs) {
    const [a, b] = [leg.from, leg.to].sort();
    seen.set(`${a} ${b} ${leg.mode}`, leg);
  }
  return [...seen.values()];
}

export interface Label extends Point {
  code: string;
  text: string;
  anchor: 'start' | 'end' | 'middle';
}

/**
 * Places names beside their points so that none covers another, in the order given (most important first).
 * A name for which no side is free is left out; the table twin has it.
 */
export function placeLabels(
  points: readonly (Point & { code: string; text: string })[],
  frame: { width: number; height: number },
  size_px: number,
): Label[] {
  const taken: Box[] = points.map((p) => ({ x0: p.x - 4, x1: p.x + 4, y0: p.y - 4, y1: p.y + 4 }));
  const labels: Label[] = [];
  for (const point of points) {
    const width = textWidth(point.text, size_px);
    for (const side of sides(point, width, size_px)) {
      const inside =
        side.box.x0 > 2 && side.box.x1 < frame.width - 2 && side.box.y0 > 2 && side.box.y1 < frame.height - 2;
      if (!inside || taken.some((box) => overlaps(box, side.box))) continue;
      taken.push(side.box);
      labels.push({ ...side.label, code: point.code, text: point.text });
      break;
    }
  }
  return labels;
}

interface Box {
  x0: number;
  x1: number;
  y0: number;
  y1: number;
}

function overlaps(a: Box, b: Box): boolean {
  return a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;
}

function sides(
  p: Point,
  width: number,
  size: number,
): { box: Box; label: Point & { anchor: Label['anchor'] } }[] {
  const half = size * 0.55;
  const gap = 7;
  return [
    {
      box: { x0: p.x + gap, x1: p.x + gap + width, y0: p.y - half, y1: p.y + half },
      label: { x: p.x + gap, y: p.y + size * 0.35, anchor: 'start' },
    },
    {
      box: { x0: p.x - gap - width, x1: p.x - gap, y0: p.y - half, y1: p.y + half },
      label: { x: p.x - gap, y: p.y + size * 0.35, anchor: 'end' },
    },
    {
      box: { x0: p.x - width / 2, x1: p.x + width / 2, y0: p.y - gap - size, y1: p.y - gap + 2 },
      label: { x: p.x, y: p.y - gap, anchor: 'middle' },
    },
    {
      box: { x0: p.x - width / 2, x1: p.x + width / 2, y0: p.y + gap - 2, y1: p.y + gap + size },
      label: { x: p.x, y: p.y + gap + size * 0.75, anchor: 'middle' },
    },
  ];
}

/** Han characters are as wide as the type is high; others a little over half. */
function textWidth(text: string, size_px: number): number {
  return [...text].reduce((width, sign) => width + (sign > '\u2e80' ? 1 : 0.58) * size_px, 0);
}
