import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Value } from 'typebox/value';
import { PairInput } from '../bilateral/views.ts';
import { type Cell, DEALS_THRESHOLD, withheldCells } from '../declared/confidentiality.ts';
import { markEarlier, type StoredCell } from '../declared/printed-before.ts';
import { guardOneUnit, singlePartners } from '../guards.ts';
import { formatUnits, type Vintage, wayOf } from '../model.ts';
import { addressIn } from '../official/official-rows.ts';
import { monthAfter, readPeriod } from '../official/published-period.ts';

test('periods are read as publishers print them, and what is unclear stays unclear', () => {
  assert.deepEqual(readPeriod(2025, 'full year'), { span: 'year', first_month: 202501, last_month: 202512 });
  assert.deepEqual(readPeriod(2025, 'Jan-Oct'), { span: 'part', first_month: 202501, last_month: 202510 });
  assert.deepEqual(readPeriod(2024, 'January'), { span: 'part', first_month: 202401, last_month: 202401 });
  assert.deepEqual(readPeriod(2025, 'H1'), { span: 'part', first_month: 202501, last_month: 202506 });
  for (const printed of [
    'annual level',
    'unclear (annual level)',
    'period unclear (2023 or H1 2023)',
    'Oct-Jan',
    '',
  ])
    assert.equal(readPeriod(2025, printed).span, 'unclear', printed);
});

test('months are counted over the turn of the year', () => {
  assert.deepEqual(
    [monthAfter(202601, -1), monthAfter(202512, 1), monthAfter(202602, -23)],
    [202512, 202601, 202403],
  );
});

test('whole numbers of the smallest unit are written with their places', () => {
  assert.deepEqual([formatUnits(5n, 2), formatUnits(-1234n, 2), formatUnits(7n, 0)], ['0.05', '-12.34', '7']);
});

test('both reports of a flow say the same way', () => {
  assert.deepEqual(wayOf('export', 'CN', 'KZ'), wayOf('import', 'KZ', 'CN'));
});

test('groups are never among partners, and a series has one unit', () => {
  const rows = ['C5', 'KZ', 'WLD', 'UZ'].map((partner) => ({ reporter: 'CN', partner }));
  assert.deepEqual(
    singlePartners(rows).map((r) => r.partner),
    ['KZ', 'UZ'],
  );
  const usd = { unit: 'USD', currency: 'USD' };
  assert.equal(guardOneUnit([usd, usd]), true);
  const mixed = guardOneUnit([usd, { unit: 'CNY 10,000', currency: 'CNY' }]);
  assert.ok(mixed !== true && mixed.code === 'statistics.mixed_units');
});

test('what is withheld cannot be worked out from the sum of the year', () => {
  const cell = fc.record({ month: fc.integer({ min: 1, max: 12 }), deals: fc.integer({ min: 1, max: 6 }) });
  fc.assert(
    fc.property(fc.uniqueArray(cell, { selector: (c) => c.month, minLength: 1 }), (months) => {
      const cells: Cell[] = months.map((c) => ({ month: 202_500 + c.month, deals: c.deals, series: 's' }));
      const { cells: hidden, years } = withheldCells(cells);
      for (const c of cells) if (c.deals < DEALS_THRESHOLD) assert.ok(hidden.has(c));
      const left = [...hidden];
      if (left.length > 0 && years.size === 0) {
        assert.ok(left.length >= 2, 'one withheld month is the sum less the others');
        assert.ok(left.reduce((n, c) => n + c.deals, 0) >= DEALS_THRESHOLD);
      }
    }),
  );
});

/** Whether the sums, taken together, tell the number at a place: its unit vector is one of their combinations. */
function isTold(sums: readonly number[][], place: number): boolean {
  const rank = (rows: number[][]): number => {
    const left = rows.map((row) => [...row]);
    let found = 0;
    for (let column = 0; column < (left[0]?.length ?? 0); column += 1) {
      const pivot = left.findIndex((row, at) => at >= found && Math.abs(row[column] ?? 0) > 1e-9);
      if (pivot < 0) continue;
      [left[found], left[pivot]] = [left[pivot] ?? [], left[found] ?? []];
      const head = left[found] ?? [];
      for (const [at, row] of left.entries())
        if (at !== found && Math.abs(row[column] ?? 0) > 1e-9) {
          const times = (row[column] ?? 0) / (head[column] ?? 1);
          for (let n = column; n < row.length; n += 1) row[n] = (row[n] ?? 0) - times * (head[n] ?? 0);
        }
      found += 1;
    }
    return found;
  };
  const unit = (sums[0] ?? []).map((_, at) => Number(at === place));
  return sums.length > 0 && rank([...sums]) === rank([...sums, unit]);
}

test('whoever kept every state of a year that was revised cannot work out a month of one or two deals', () => {
  const deals = fc.integer({ min: 0, max: 8 });
  const year = fc.array(deals, { minLength: 5, maxLength: 5 });
  const revision = fc.record({ month: fc.integer({ min: 1, max: 5 }), deals });
  fc.assert(
    fc.property(year, fc.array(revision, { minLength: 1, maxLength: 8 }), (closed, revisions) => {
      const vintages: Vintage[] = [];
      // Every version of a cell is a number that the reader may come to know.
      const versions: StoredCell[] = [];
      const told = new Set<StoredCell>();
      const sums: StoredCell[][] = [];
      const write = (month: number, deals: number, day: number): void => {
        const period = `2025-0${month}`;
        const number = vintages.filter((v) => v.period === period).length + 1;
        const vintage = { period, number, created_at: new Date(Date.UTC(2026, 1, day)) } as Vintage;
        const usd_cents = BigInt(versions.length);
        vintages.unshift(vintage);
        versions.push({ month: 202_500 + month, deals, series: 's', usd_cents, vintage });
      };
      const look = (): void => {
        const current = [...new Map(versions.map((c) => [c.month, c])).values()].filter((c) => c.deals > 0);
        const history = versions.filter((c) => c.deals > 0);
        const marked = markEarlier(current, history, vintages, vintages[0]?.created_at ?? new Date(0));
        const { cells: hidden, years } = withheldCells(marked);
        for (const [place, cell] of marked.entries()) {
          const version = current[place];
          if (version && !hidden.has(cell)) told.add(version);
        }
        if (years.size === 0) sums.push(current);
      };
      for (const [at, deals] of closed.entries()) write(at + 1, deals, 1);
      look();
      for (const [at, { month, deals }] of revisions.entries()) {
        const was = versions.findLast((c) => c.month === 202_500 + month)?.deals ?? 0;
        // Less than three deals never change a month that was shown: `holdRevisions`.
        if (Math.abs(was - deals) < DEALS_THRESHOLD) continue;
        write(month, deals, 2 + at);
        look();
      }
      const unknown = versions.filter((c) => c.deals > 0 && !told.has(c));
      const equations = sums.map((cells) => unknown.map((c) => Number(cells.includes(c))));
      for (const [place, c] of unknown.entries())
        if (c.deals < DEALS_THRESHOLD) assert.ok(!isTold(equations, place), `${c.month}: ${c.deals}`);
    }),
    { numRuns: 500 },
  );
});

test('the input schema lets nothing through but codes', () => {
  const ok = { reporter: 'CN', partner: 'C5', source: 'demo', frequency: 'M', as_of: '2026-01-31' };
  assert.ok(Value.Check(PairInput, ok));
  for (const bad of [
    { ...ok, reporter: "KZ' or 1=1" },
    { ...ok, partner: 'kz' },
    { ...ok, partner: 'A'.repeat(1000) },
    { ...ok, source: '../../etc/passwd' },
    { ...ok, frequency: 'D' },
    { ...ok, as_of: '31.01.2026' },
    { ...ok, extra: 1 },
  ])
    assert.ok(!Value.Check(PairInput, bad), JSON.stringify(bad));
});

test('the address is found in a description of a source', () => {
  assert.equal(addressIn('https://a.example/x?b=1 (2026-01 on GACC)'), 'https://a.example/x?b=1');
  assert.equal(addressIn('MOFCOM statement 2026-01-18'), null);
});
