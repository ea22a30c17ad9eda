import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Observation } from '../src/api/statistics.ts';
import { joinPoints, middleOf, spreadLabels } from '../src/chart/series.ts';
import { placeLabels, shapeCorridor, uniqueLegs } from '../src/map/corridor-shape.ts';
import { bilateralSeries, latestOf } from '../src/pages/statistics/bilateral-series.ts';

const frame = { width: 800, height: 400, margin: 40 };
const almaty = { code: 'KZ-ALMATY', lat: 43.25, lon: 76.95 };
const xian = { code: 'CN-XIAN', lat: 34.26, lon: 108.94 };

describe('map', () => {
  const land = JSON.parse(readFileSync(new URL('../public/map/borders.json', import.meta.url), 'utf8')) as {
    features: { properties: object }[];
  };

  it('keeps all places inside the frame, west to the left and north above', () => {
    const { at, land: drawn } = shapeCorridor(land as never, [almaty, xian], frame);
    const [a, x] = [at(almaty), at(xian)];
    expect(drawn.length).toBeGreaterThan(5);
    for (const point of [a, x]) {
      expect(point?.x).toBeGreaterThanOrEqual(frame.margin - 1);
      expect(point?.x).toBeLessThanOrEqual(frame.width - frame.margin + 1);
    }
    expect(a?.x).toBeLessThan(x?.x ?? 0);
    expect(a?.y).toBeLessThan(x?.y ?? 0);
  });

  it('ships outlines without names', () => {
    expect(land.features.every((feature) => Object.keys(feature.properties).length === 0)).toBe(true);
  });

  it('draws a line once, whichever way routes go', () => {
    const legs = [
      { from: 'A', to: 'B', mode: 'rail' },
      { from: 'B', to: 'A', mode: 'rail' },
      { from: 'A', to: 'B', mode: 'road' },
    ];
    expect(uniqueLegs(legs)).toHaveLength(2);
  });

  it('never puts one name over another, and keeps the first', () => {
    const points = Array.from({ length: 12 }, (_, i) => ({
      code: `P${i}`,
      text: `Place ${i}`,
      x: 400 + i * 3,
      y: 200,
    }));
    const labels = placeLabels(points, frame, 12);
    expect(labels[0]?.code).toBe('P0');
    expect(labels.length).toBeLessThan(points.length);
  });
});

describe('charts', () => {
  const row = (over: Partial<Observation>): Observation => ({
    period: '2024',
    flow: 'export',
    reporter: 'CN',
    partner: 'KZ',
    valuation: 'FOB',
    value: '100',
    currency: 'USD',
    unit: 'USD',
    source: 'official',
    source_note: null,
    source_url: null,
    vintage: 'v1',
    rows: 1,
    file_hash: 'h',
    status: 'reported',
    preferred: true,
    ...over,
  });

  it('draw preferred figures only, withheld ones not at all, estimates open', () => {
    const series = bilateralSeries([
      row({ period: '2025', status: 'estimate', value: '130' }),
      row({}),
      row({ value: '90', preferred: false }),
      row({ period: '2023', value: null }),
      row({ flow: 'import', reporter: 'KZ', partner: 'CN' }),
    ]);
    expect(series.map((line) => line.key)).toEqual(['CN export', 'KZ import']);
    expect(series[0]?.points).toEqual([
      { period: '2024', value: 100, open: false },
      { period: '2025', value: 130, open: true },
    ]);
    expect(series[1]?.dashed).toBe(true);
  });

  it('name the newest figure of the reporter', () => {
    expect(latestOf([row({}), row({ period: '2025', flow: 'import' })], 'CN')?.period).toBe('2025');
    expect(latestOf([row({ reporter: 'KZ' })], 'CN')).toBeUndefined();
  });

  it('put figures in the middle of their period', () => {
    expect(middleOf('2025')?.toISOString()).toBe('2025-07-01T00:00:00.000Z');
    expect(middleOf('2025-03')?.toISOString()).toBe('2025-03-15T00:00:00.000Z');
    expect(middleOf('Jan-Oct 2025')).toBeUndefined();
  });

  it('say where figures are missing between two points', () => {
    const points = ['2013', '2021', '2022'].map((period, i) => ({ period, value: i, open: false }));
    expect(joinPoints({ points, colour: 'x', dashed: false }).map((link) => link.gap)).toEqual([true, false]);
    const months = ['2025-12', '2026-01', '2026-03'].map((period, i) => ({ period, value: i, open: false }));
    expect(joinPoints({ points: months, colour: 'x', dashed: false }).map((link) => link.gap)).toEqual([
      false,
      true,
    ]);
  });

  it('push labels apart and keep them in the frame', () => {
    const placed = spreadLabels([100, 101, 102, 198], 15, 0, 200);
    const sorted = [...placed].sort((a, b) => a - b);
    for (let i = 1; i < sorted.length; i += 1)
      expect((sorted[i] ?? 0) - (sorted[i - 1] ?? 0)).toBeGreaterThanOrEqual(15);
    expect(Math.max(...placed)).toBeLessThanOrEqual(200);
  });
});
