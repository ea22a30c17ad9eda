import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { isRefusal, mustSucceed } from '../../../kernel/refusal.ts';
import { publicActor } from '../../../platform/index.ts';
import { customs } from '../../customs/index.ts';
import { deals } from '../../deals/index.ts';
import { reference } from '../../reference/index.ts';
import { loadOfficial, statistics } from '../../statistics/index.ts';
import { checkSentClaims, claims, listClaims } from '../index.ts';

let app: TestApp;
before(async () => {
  app = await testApp([reference, deals, customs, statistics, claims]);
  await app.within(loadOfficial);
});
after(() => app.close());

const list = async (as_of?: string) =>
  mustSucceed(await app.execute(listClaims, publicActor, as_of === undefined ? {} : { as_of }), 'listing');

/** Run with UPDATE_VERDICTS=1 to write the file anew, then read what changed. */
const snapshot = new URL('./shipped-verdicts.txt', import.meta.url);

test('the verdicts on the shipped claims are those that a person has read', async () => {
  const { sets } = await list();
  const text = sets
    .map(({ set, claims: list }) =>
      [
        `# ${set}`,
        ...list.map((c) =>
          [
            `${c.id} ${c.verdict.replaceAll('_', ' ')}: ${c.statement}`,
            `    ${c.reason.split('. Published by')[0]}`,
            ...(c.formula ? [`    = ${c.formula}`] : []),
            ...c.notes.filter((n) => n.code !== 'source_note').map((n) => `    ${n.code}: ${n.text}`),
          ].join('\n'),
        ),
      ].join('\n'),
    )
    .join('\n\n');
  if (process.env.UPDATE_VERDICTS) writeFileSync(snapshot, `${text}\n`);
  assert.equal(`${text}\n`, readFileSync(snapshot, 'utf8'));
});

test('every verdict has a working or says what is missing and where it is published', async () => {
  for (const { claims: checked } of (await list()).sets)
    for (const c of checked) {
      if (c.verdict === 'cannot_be_checked') assert.ok(c.missing.length > 0 && c.computed === null, c.id);
      else {
        assert.ok(c.formula && c.rows.length > 0 && c.interval, c.id);
        assert.ok(c.rows.every((r) => r.vintage !== '' && r.currency.length === 3));
        const [low = 0, high = 0] = c.interval ?? [];
        assert.ok(c.computed !== null && low <= c.computed && c.computed <= high);
      }
    }
});

test('before anything was known, nothing can be checked', async () => {
  const { sets } = await list('2020-01-01');
  assert.ok(sets.every((s) => s.claims.every((c) => c.verdict === 'cannot_be_checked')));
});

const sent = {
  id: 'mine',
  metric: 'level',
  reporter: 'CHN',
  partner: 'UZB',
  flow: 'total' as const,
  period: '2025',
  value: '16.2',
  unit: 'USD_bn',
};
const ask = (claims: (typeof sent)[], options: { as_of?: string; sources?: string[] } = {}) =>
  app.execute(checkSentClaims, publicActor, { claims, ...options });

test('claims that are sent are checked in their order, and the mirror is found', async () => {
  const answer = mustSucceed(await ask([sent, { ...sent, id: 'other', value: '17.2' }]), 'checking');
  assert.deepEqual(
    answer.claims.map((c) => [c.id, c.verdict, c.reason_code, c.reason_detail]),
    [
      ['mine', 'reproduced', 'as_claimed', null],
      ['other', 'differs', 'mirror_side', 'partner_report'],
    ],
  );
});

test('a claim that cannot be read refuses the list and says where', async () => {
  const outcome = await ask([sent, { ...sent, id: 'b', partner: 'Narnia', unit: 'shells' }]);
  assert.ok(isRefusal(outcome));
  assert.equal(outcome.code, 'claims.rows_wrong');
  assert.deepEqual(
    outcome.errors.map((e) => e.path),
    ['/claims/1/unit', '/claims/1/partner'],
  );
});

test('part of a year is checked by the published part; growth of its months too', async () => {
  const part = { ...sent, partner: 'KAZ', period: '2025 Jan-Oct' };
  const answer = mustSucceed(
    await ask([
      { ...part, value: '39.8' },
      { ...part, id: 'g', metric: 'growth', value: '9', unit: 'percent' },
      { ...part, id: 'p', partner: 'TKM', flow: 'total' as const, value: '8.9' },
    ]),
    'checking',
  );
  assert.deepEqual(
    answer.claims.map((c) => c.verdict),
    ['reproduced', 'reproduced', 'differs'],
  );
  assert.equal(answer.claims[1]?.formula, '39.8 ÷ 36.5 − 1');
  assert.deepEqual(
    [answer.claims[2]?.reason_code, answer.claims[2]?.reason_detail],
    ['derivation', 'from_flows'],
  );
});

test('a thousand claims cost no more statements than one', async () => {
  const statements = async (count: number): Promise<number> => {
    let asked = 0;
    await app.within(async (ctx) => {
      const { rows } = ctx.services.duckdb;
      const duckdb = Object.create(ctx.services.duckdb, {
        rows: {
          value: (...args: Parameters<typeof rows>) => {
            asked += 1;
            return rows.apply(ctx.services.duckdb, args);
          },
        },
      }) as typeof ctx.services.duckdb;
      const many = Array.from({ length: count }, (_, n) => ({ ...sent, id: `n${n}` }));
      mustSucceed(
        await checkSentClaims.run({ ...ctx, services: { ...ctx.services, duckdb } }, { claims: many }),
        'checking',
      );
    });
    return asked;
  };
  const one = await statements(1);
  assert.ok(one > 0 && one <= 3, String(one));
  assert.equal(await statements(1000), one);
});
