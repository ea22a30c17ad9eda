import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layTiles } from '../src/chart/treemap.ts';
import { difference, mirrorPairs } from '../src/pages/observatory/mirror-pairs.ts';

const frame = { width: 640, height: 360 };

describe('a treemap', () => {
  it('fills its frame with areas in proportion, and no tile covers another', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 40 }),
        (values) => {
          const tiles = layTiles(values, (value) => value, frame);
          const total = values.reduce((a, b) => a + b, 0);
          expect(tiles.length).toBe(values.filter((value) => value > 0).length);
          for (const tile of tiles) {
            expect(tile.width * tile.height).toBeCloseTo((tile.of / total) * frame.width * frame.height, 3);
            expect(tile.x).toBeGreaterThanOrEqual(-1e-6);
            expect(tile.x + tile.width).toBeLessThanOrEqual(frame.width + 1e-6);
            expect(tile.y + tile.height).toBeLessThanOrEqual(frame.height + 1e-6);
          }
          for (const [index, a] of tiles.entries())
            for (const b of tiles.slice(index + 1)) {
              const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
              const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
              expect(Math.min(across, down)).toBeLessThan(1e-6);
            }
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('both reports of a flow', () => {
  const point = (period: string, value: string | null) => ({
    period,
    value,
    status: 'reported',
    growth_pct: null,
    acceleration_pp: null,
    vintage: 'v',
    refused_by: null,
  });

  it('stand beside each other by period, with the exact gap', () => {
    const pairs = mirrorPairs(
      [point('2023', '9007199254740993.25'), point('2024', '100')],
      [point('2024', '50'), point('2025', null)],
    );
    expect(pairs.map(({ period, sent, got, gap }) => [period, sent, got, gap])).toEqual([
      ['2023', '9007199254740993.25', null, null],
      ['2024', '100', '50', '-50'],
      ['2025', null, null, null],
    ]);
    expect(pairs[1]?.symmetric).toBeCloseTo(-2 / 3);
    expect(pairs[1]?.log).toBeCloseTo(Math.log(0.5));
  });

  it('differ exactly, whatever their decimals', () => {
    expect(difference('9007199254740993.25', '0.5')).toBe('9007199254740992.75');
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 18n }),
        fc.bigInt({ min: 0n, max: 10n ** 18n }),
        (a, b) => {
          expect(difference(String(a), String(b))).toBe(String(a - b));
        },
      ),
    );
  });
});
