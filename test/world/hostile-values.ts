import fc from 'fast-check';
import type { InjectOptions } from 'fastify';

/** Text that breaks what was not made for it. */
const texts = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'a\udfff',
  '\u202eevil\u202c',
  '\ufeff',
  '\r\nset-cookie: a=b',
  "'; drop table deals.deal; --",
  '" or ""="',
  "\\'; select pg_sleep(9); --",
  '%',
  '_',
  '\\',
  '$1',
  '{{7*7}}',
  '<script>alert(1)</script>',
  '../../../../etc/passwd',
  'null',
  'undefined',
  'NaN',
  'Infinity',
  '-1',
  '-0',
  '1e400',
  '0x10',
  '1_000',
  '１２３',
  '٣',
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  '018f0000-0000-7000-8000-00000000000g',
  '999999999999999999',
  '9999999999999999999999999999999999999999',
  '0.0000000000001',
  '999999999999999.999',
  '0000-01-01',
  '2026-02-30',
  '9999-12-31',
  '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:60Z',
  '2026-01-01T00:00:00+23:59',
  '275760-09-13T00:00:00Z',
  'infinity',
  'WyI5OTk5LTEyLTMxVDAwOjAwOjAwLjAwMFoiLCJ4Il0',
  '😀'.repeat(200),
  'x'.repeat(60_000),
];

export const hostileText = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...texts) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
);

/** Values of the wrong kind, size or sign. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: hostileText },
  {
    weight: 3,
    arbitrary: fc.constantFrom<unknown>(
      null,
      true,
      false,
      0,
      -1,
      1.5,
      2 ** 31,
      2 ** 53,
      -(2 ** 63),
      1e308,
      [],
      {},
      [[]],
      [null],
      { amount: '-1', currency: 'CNY' },
      { amount: '0', currency: 'USD' },
      { amount: '999999999999999999', currency: 'CNY' },
      { amount: 1, currency: 'XXX' },
      { toString: 1 },
      { length: 1e9 },
      { $gt: '' },
      Array.from({ length: 300 }, () => 'x'),
    ),
  },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
);

type Request = InjectOptions & { url: string };
type Path = (string | number)[];

/** A good request with one thing wrong: a field, a missing field, one too many, a path parameter or a query. */
export function mutated(good: Request): fc.Arbitrary<Request> {
  const places = placesOf(good.payload);
  const segments = segmentsOf(good.url);
  const kinds: { weight: number; arbitrary: fc.Arbitrary<Request> }[] = [
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom('limit', 'cursor', 'q', 'date', 'state', '__proto__', 'x'), hostileText)
        .map(([name, text]) => ({
          ...good,
          url: `${good.url}${good.url.includes('?') ? '&' : '?'}${name}=${encoded(text)}`,
        })),
    },
  ];
  if (segments.length > 0)
    kinds.push({
      weight: 1,
      arbitrary: fc.tuple(fc.constantFrom(...segments), hostileText).map(([segment, text]) => ({
        ...good,
        url: good.url.replace(segment, encoded(text.slice(0, 2000))),
      })),
    });
  if (good.method === 'POST' || good.method === 'PUT') {
    kinds.push({
      weight: 1,
      arbitrary: fc
        .tuple(
          fc.constantFrom('__proto__x', 'constructor', 'org_id', 'parties', 'state', 'admin'),
          hostileValue,
        )
        .map(([name, value]) => ({ ...good, payload: { ...asObject(good.payload), [name]: value } })),
    });
    kinds.push({
      weight: 1,
      arbitrary: hostileValue.map((value) => ({
        ...good,
        headers: { ...good.headers, 'content-type': 'application/json' },
        payload: JSON.stringify(value) ?? 'x',
      })),
    });
  }
  if (places.length > 0) {
    kinds.push({
      weight: 8,
      arbitrary: fc
        .tuple(fc.constantFrom(...places), hostileValue)
        .map(([path, value]) => ({ ...good, payload: changed(good.payload, path, value) })),
    });
    kinds.push({
      weight: 1,
      arbitrary: fc
        .constantFrom(...places)
        .map((path) => ({ ...good, payload: changed(good.payload, path, undefined) })),
    });
  }
  return fc.oneof(...kinds);
}

function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed().slice(0, 3000));
}

/** Parts of the address that hold an id or a code. */
function segmentsOf(url: string): string[] {
  const [path = '', query = ''] = url.split('?');
  const ids = path.split('/').filter((part) => /\d|:/.test(decodeURIComponent(part)));
  return [...ids, ...[...new URLSearchParams(query).values()].map(encodeURIComponent)].filter(
    (s) => s !== '',
  );
}

function asObject(payload: unknown): Record<string, unknown> {
  return typeof payload === 'object' && payload !== null ? (payload as Record<string, unknown>) : {};
}

function placesOf(value: unknown, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const path = [...at, name];
    return [path, ...placesOf(inner, path)];
  });
}

function changed(payload: unknown, path: Path, value: unknown): Record<string, unknown> {
  const copy = structuredClone(asObject(payload));
  let inner: Record<string | number, unknown> = copy;
  for (const step of path.slice(0, -1)) inner = inner[step] as Record<string | number, unknown>;
  const last = path.at(-1) ?? '';
  if (value === undefined) delete inner[last];
  else inner[last] = value;
  return copy;
}
