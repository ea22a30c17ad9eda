import { readFileSync, writeFileSync } from 'node:fs';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';

/**
 * Writes public/map/borders.json: the outlines of the corridor's region from world-atlas (Natural Earth 1:50m,
 * public domain), cut to the countries that reach into the window and with coordinates rounded to 0.01 degrees.
 * An operator may replace the file by any GeoJSON of the same name.
 */
const window = { west: 44, south: 22, east: 124, north: 57 };
const source = new URL(import.meta.resolve('world-atlas/countries-50m.json'));
const world = JSON.parse(readFileSync(source, 'utf8')) as Topology<{
  countries: GeometryCollection<{ name: string }>;
}>;

function touchesWindow(coordinates: number[][]): boolean {
  return coordinates.some(
    ([lon = 0, lat = 0]) =>
      lon > window.west && lon < window.east && lat > window.south && lat < window.north,
  );
}

function simplify(ring: number[][]): number[][] {
  const rounded = ring.map(([lon = 0, lat = 0]) => [
    Math.round(lon * 100) / 100,
    Math.round(lat * 100) / 100,
  ]);
  const far = ([lon = 0, lat = 0]: number[]): boolean =>
    lon < window.west - 25 || lon > window.east + 25 || lat < window.south - 20 || lat > window.north + 15;
  // Far outside the window only every eighth point is kept: it is never drawn.
  return rounded.filter(
    (point, index) => index === 0 || index === rounded.length - 1 || !far(point) || index % 8 === 0,
  );
}

const features = feature(world, world.objects.countries).features.flatMap(({ geometry: shape }) => {
  const polygons =
    shape.type === 'Polygon' ? [shape.coordinates] : shape.type === 'MultiPolygon' ? shape.coordinates : [];
  const kept = polygons.filter((rings) => touchesWindow(rings[0] ?? [])).map((rings) => rings.map(simplify));
  if (kept.length === 0) return [];
  return [
    {
      type: 'Feature',
      properties: {},
      geometry: { type: 'MultiPolygon', coordinates: kept },
    },
  ];
});
writeFileSync(
  new URL('../public/map/borders.json', import.meta.url),
  `${JSON.stringify({ type: 'FeatureCollection', source: 'Natural Earth 1:50m via world-atlas 2.0.2, public domain', features })}\n`,
);
