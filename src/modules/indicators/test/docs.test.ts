import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as indicators from '../index.ts';

const page = new URL('../../../../docs/reference/indicators.md', import.meta.url);

/** As the page writes it: fractions as 1/4, whole numbers plain, others with six digits. */
function written(value: unknown): string {
  if (typeof value === 'number') return String(Number(value.toPrecision(6)));
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return `[${value.map(written).join(', ')}]`;
  if ('numerator' in value && 'denominator' in value)
    return value.denominator === 1n ? String(value.numerator) : `${value.numerator}/${value.denominator}`;
  return `{ ${Object.entries(value)
    .map(([key, inner]) => `${key}: ${written(inner)}`)
    .join(', ')} }`;
}

const examples = [...readFileSync(page, 'utf8').matchAll(/```js\n(.*?)```/gs)].flatMap(([, block = '']) =>
  [...block.matchAll(/^(.+)\n→ (.*)$/gm)].map(([, code = '', result = '']) => ({ code, result })),
);

test('the page has worked examples', () => assert.ok(examples.length > 25));

for (const { code, result } of examples)
  test(`${code.slice(0, 60)} is what the page says`, () => {
    const run = new Function(...Object.keys(indicators), `return ${code}`);
    assert.equal(written(run(...Object.values(indicators))), result);
  });

test('every formula that others can call is on the page', () => {
  const text = readFileSync(page, 'utf8');
  const inner = new Set([
    'ratio',
    'plus',
    'minus',
    'times',
    'over',
    'one',
    'zero',
    'compare',
    'toNumber',
    'median',
  ]);
  const plumbing = new Set([
    'gaps',
    'inOrder',
    'ordinal',
    'shift',
    'yearBefore',
    'total',
    'formulas',
    'stlOptions',
    'loess',
  ]);
  const windows = new Set(['holidayWindow', 'holidayRegressor']);
  const missing = Object.keys(indicators).filter(
    (name) =>
      !inner.has(name) &&
      !plumbing.has(name) &&
      !windows.has(name) &&
      !text.includes(`\`${name}\``) &&
      !text.includes(`${name}(`),
  );
  assert.deepEqual(missing, []);
});
