import { describe, expect, it } from 'vitest';
import { resolveVariables } from '../src/shell/theme.ts';

/** Relative luminance and contrast of WCAG 2.2, success criterion 1.4.3. */
function luminance(hex: string): number {
  const parts = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  const [r = 0, g = 0, b = 0] = parts.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const schemes = resolveVariables({} as never);

describe.each(['light', 'dark'] as const)('%s scheme', (scheme) => {
  const colour = (name: string): string => {
    const value = (schemes[scheme] as Record<string, string>)[name];
    if (!value) throw new Error(`${scheme} has no ${name}`);
    return value;
  };
  const grounds = ['--mantine-color-body', '--surface', '--surface-quiet'];

  it.each(['--mantine-color-text', '--mantine-color-dimmed', '--link', '--mantine-color-error'])(
    '%s reads on every ground',
    (name) => {
      for (const ground of grounds)
        expect(contrast(colour(name), colour(ground)), ground).toBeGreaterThanOrEqual(4.5);
    },
  );

  it.each(['neutral', 'active', 'done', 'attention', 'refused'])(
    'tone %s reads on its ground and on the page',
    (tone) => {
      for (const ground of [`--tone-${tone}-ground`, '--mantine-color-body'])
        expect(contrast(colour(`--tone-${tone}`), colour(ground)), ground).toBeGreaterThanOrEqual(4.5);
    },
  );

  it.each(['--series-a', '--series-b', '--series-c', '--series-d', '--series-e', '--series-f'])(
    '%s can be read as a label',
    (name) => {
      expect(contrast(colour(name), colour('--mantine-color-body'))).toBeGreaterThanOrEqual(3);
    },
  );

  it('lines of the map and of fields can be seen', () => {
    for (const name of ['--rail', '--road'])
      expect(contrast(colour(name), colour('--land')), name).toBeGreaterThanOrEqual(3);
    expect(contrast(colour('--mantine-color-default-border'), colour('--surface'))).toBeGreaterThanOrEqual(
      2.8,
    );
  });
});
