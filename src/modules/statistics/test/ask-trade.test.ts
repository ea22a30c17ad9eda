import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { isRefusal, mustSucceed } from '../../../kernel/refusal.ts';
import { customs } from '../../customs/index.ts';
import { deals } from '../../deals/index.ts';
import { reference } from '../../reference/index.ts';
import {
  areas,
  askTrade,
  isGroup,
  loadOfficial,
  statistics,
  streamTrade,
  type TradeQuestion,
} from '../index.ts';
import { groups } from '../model.ts';

let app: TestApp;
before(async () => {
  app = await testApp([reference, deals, customs, statistics]);
  await app.within(loadOfficial);
});
after(() => app.close());

const ask = (q: TradeQuestion) => app.within((ctx) => askTrade(ctx, q));

test('an official total comes with value, unit, source and vintage', async () => {
  const { facts } = mustSucceed(
    await ask({ reporters: ['CN'], partners: ['KZ', 'C5'], frequency: 'A', from: '2025', to: '2025' }),
    'asking',
  );
  const exports = facts.find((f) => f.partner === 'KZ' && f.flow === 'export');
  assert.deepEqual(
    [exports?.value, exports?.places, exports?.currency, exports?.commodity],
    [29_700_000_000n, 0, 'USD', 'TOTAL'],
  );
  assert.match(exports?.source_url ?? '', /^https:/);
  assert.ok(facts.some((f) => f.partner === 'C5' && f.flow === 'total' && f.value === 106_300_000_000n));
  assert.ok(facts.every((f) => f.period === '2025' && f.vintage && /^[0-9a-f]{64}$/.test(f.file_hash)));
});

test('the stream gives the same facts as the answer', async () => {
  const q: TradeQuestion = { reporters: ['CN'], frequency: 'A' };
  const { facts } = mustSucceed(await ask(q), 'asking');
  const streamed = await app.within(async (ctx) => (await Array.fromAsync(streamTrade(ctx, q))).flat());
  assert.deepEqual(streamed, facts);
});

test('what cannot be asked is refused', async () => {
  for (const [q, code] of [
    [{ reporters: ['QQ'], frequency: 'A' }, 'statistics.area_unknown'],
    [{ frequency: 'A', from: '2024-01' }, 'statistics.bad_question'],
    [{ frequency: 'M', from: '2024-02', to: '2024-01' }, 'statistics.bad_question'],
    [{ frequency: 'A', commodities: ['850'] }, 'statistics.bad_question'],
    [{ frequency: 'A', as_of: '2024-19-41' }, 'statistics.bad_question'],
  ] as const) {
    const answer = await ask(q as TradeQuestion);
    assert.ok(isRefusal(answer) && answer.code === code, JSON.stringify(q));
  }
});

test('the groups of the data are the groups of the model', () => {
  const listed = areas().filter((a) => a.kind === 'group');
  assert.deepEqual(Object.fromEntries(listed.map((a) => [a.code, a.name.en])), groups);
  assert.ok(areas().every((a) => /^[A-Z0-9]{2,5}$/.test(a.code) && isGroup(a.code) === (a.kind === 'group')));
  const numbers = areas().flatMap((a) => a.comtrade);
  assert.equal(new Set(numbers).size, numbers.length);
});
