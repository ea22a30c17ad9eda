import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { mustSucceed } from '../../../kernel/refusal.ts';
import { askTrade, releaseDeclarations } from '../index.ts';
import { type Observatory, observatory } from './observatory-server.ts';
import { releasedDeal } from './released-deal.ts';

let store: Observatory;
before(async () => {
  store = await observatory('2024-01-05T08:00:00Z');
  for (const month of ['2024-01', '2025-02']) {
    await releasedDeal(store.app, { demo: true, export_at: `${month}-10T06:00:00Z`, rate: '0.14' });
    store.app.clock.advanceTo(new Date(`${month}-20T08:00:00Z`));
    await store.app.within((ctx) => releaseDeclarations(ctx, { months: 'all' }));
  }
  store.app.clock.advanceTo(new Date('2026-03-02T08:00:00Z'));
});
after(() => store.close());

test('as of a day in a year, that year is no whole year, though it is over now', async () => {
  const asked = '/bilateral?reporter=CN&partner=KZ&source=demo';
  const years = ({ body }: { body: { rows: { period: string }[] } }) => body.rows.map((row) => row.period);
  assert.deepEqual(years(await store.get(asked)), ['2024', '2025']);
  assert.deepEqual(years(await store.get(`${asked}&as_of=2025-03-01`)), ['2024']);
  const { facts } = mustSucceed(
    await store.app.within((ctx) =>
      askTrade(ctx, { sources: ['sauda-declarations-demo'], frequency: 'A', as_of: '2025-03-01' }),
    ),
    'asking',
  );
  assert.deepEqual([...new Set(facts.map((fact) => fact.period))], ['2024']);
});
