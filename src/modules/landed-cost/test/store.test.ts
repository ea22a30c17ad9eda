import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { parseRate } from '../../../kernel/rate.ts';
import { isRefusal, mustSucceed } from '../../../kernel/refusal.ts';
import { publicActor } from '../../../platform/index.ts';
import { loadReference, reference } from '../../reference/index.ts';
import {
  type Assessment,
  type AssessmentRequest,
  assess,
  assessImport,
  customsValues,
  getTariff,
  importTariff,
  landedCost,
  landedCostModule,
  loadTariffs,
  tariffBook,
} from '../index.ts';

let app: TestApp;
before(async () => {
  app = await testApp([reference, landedCostModule]);
  await app.within(async (ctx) => {
    await loadReference(ctx.tx);
    await loadTariffs(ctx.tx);
  });
});
after(() => app.close());

const ask = async (
  given: Partial<AssessmentRequest> & { hs_code?: string; tariff_code?: string },
): Promise<Assessment> => {
  const { hs_code = '850760', tariff_code, ...rest } = given;
  return mustSucceed(
    await app.execute(assessImport, publicActor, {
      date: '2026-03-02',
      destination_country: 'KZ',
      origin_country: 'CN',
      lines: [
        {
          line: 1,
          hs_code,
          ...(tariff_code ? { tariff_code } : {}),
          customs_value: { amount: '10000000', currency: 'CNY' },
          quantity: '100.000',
          unit: 'pcs',
          net_weight_kg: '500.000',
        },
      ],
      ...rest,
    }),
    'assessment',
  );
};
const of = (a: Assessment, kind: string) => a.charges.find((c) => c.kind === kind);

test('lithium batteries into Kazakhstan: no duty, 12 % VAT before 2026 and 16 % from then on', async () => {
  const now = await ask({});
  assert.equal(of(now, 'duty')?.amount?.amount, '0');
  assert.equal(of(now, 'duty')?.status, 'sourced');
  assert.equal(of(now, 'vat')?.rate_text, '16 %');
  assert.equal(of(now, 'vat')?.status, 'sourced');
  assert.equal(now.complete, true);
  assert.equal(now.currency, 'KZT');
  const before2026 = await ask({ date: '2025-06-01' });
  assert.equal(of(before2026, 'vat')?.rate_text, '12 %');
});

test('where Kazakhstan may charge less, a duty above zero is not called sourced', async () => {
  const excavators = await ask({ hs_code: '842952' });
  assert.equal(of(excavators, 'duty')?.rate_text, '5 %');
  assert.equal(of(excavators, 'duty')?.status, 'unverified');
  assert.ok(excavators.caveats.some((c) => c.code === 'kz_wto_exceptions'));
});

test('electric cars: six digits are open, the national code decides', async () => {
  const open = await ask({ hs_code: '870380', destination_country: 'KG' });
  assert.equal(of(open, 'duty')?.status, 'ambiguous');
  assert.ok(open.missing.some((m) => m.code === 'national_code_needed'));
  const closed = await ask({ hs_code: '870380', tariff_code: '8703800003', destination_country: 'KG' });
  assert.equal(of(closed, 'duty')?.rate_text, '15 %');
  const mismatch = await app.execute(assessImport, publicActor, {
    date: '2026-03-02',
    destination_country: 'KG',
    origin_country: 'CN',
    lines: [
      {
        line: 1,
        hs_code: '870380',
        tariff_code: '8507600000',
        customs_value: { amount: '1', currency: 'KGS' },
        quantity: '1',
        unit: 'pcs',
        net_weight_kg: '1',
      },
    ],
  });
  assert.ok(isRefusal(mismatch) && mismatch.code === 'landed-cost.code_mismatch');
});

test('mandarins: five per cent, but not less than EUR 0.015 a kilogram', async () => {
  const mandarins = await ask({ hs_code: '080521', destination_country: 'KG' });
  assert.equal(of(mandarins, 'duty')?.rate_text, '5 %, at least 0.015 EUR/kg');
});

test('expired footnotes are passed over', async () => {
  const urea = await ask({ hs_code: '310210' });
  assert.equal(of(urea, 'duty')?.rate_text, '6.5 %');
});

test('China: what is on file, and what is not', async () => {
  const flax = await ask({
    hs_code: '120400',
    destination_country: 'CN',
    origin_country: 'KZ',
    date: '2025-06-01',
  });
  assert.equal(of(flax, 'duty')?.rate_text, '9 %');
  assert.equal(of(flax, 'vat')?.rate_text, '9 %');
  const yarn = await ask({ hs_code: '520512', destination_country: 'CN', origin_country: 'UZ' });
  assert.equal(of(yarn, 'duty')?.rate_text, '5 %');
  assert.equal(of(yarn, 'vat')?.rate_text, '13 %');
  const zinc = await ask({ hs_code: '790111', destination_country: 'CN', origin_country: 'KZ' });
  assert.equal(of(zinc, 'duty')?.amount, null);
  assert.equal(zinc.complete, false);
});

test('Uzbekistan and Tajikistan: no duty on file is said, not guessed', async () => {
  for (const destination_country of ['UZ', 'TJ']) {
    const answer = await ask({ hs_code: '854143', destination_country });
    assert.equal(of(answer, 'duty')?.status, 'no_rate_on_file');
    assert.equal(of(answer, 'vat')?.amount, null);
  }
  const refused = await app.execute(assessImport, publicActor, {
    date: '2026-03-02',
    destination_country: 'DE',
    origin_country: 'CN',
    lines: [
      {
        line: 1,
        hs_code: '854143',
        customs_value: { amount: '1', currency: 'EUR' },
        quantity: '1',
        unit: 'pcs',
        net_weight_kg: '1',
      },
    ],
  });
  assert.ok(isRefusal(refused) && refused.code === 'landed-cost.country_unknown');
});

test('an assessment replays from the book it names', async () => {
  const answer = await ask({ hs_code: '842952' });
  const book = await app.within((ctx) => tariffBook(ctx.tx, 'KZ', ['842952'], '2026-03-02'));
  const replayed = assess(
    {
      date: '2026-03-02',
      destination_country: 'KZ',
      origin_country: 'CN',
      currency: 'KZT',
      rates: answer.rates,
      lines: [
        {
          line: 1,
          hs_code: '842952',
          customs_value: { amount: '10000000', currency: 'CNY' },
          quantity: '100.000',
          unit: 'pcs',
          net_weight_kg: '500.000',
        },
      ],
    },
    JSON.parse(JSON.stringify(book)),
  );
  assert.deepEqual(replayed, answer);
});

test('the rules of a code can be read with their sources', async () => {
  const answer = mustSucceed(
    await app.execute(getTariff, publicActor, { country: 'KZ', code: '870380', date: '2026-03-02' }),
    'tariff',
  );
  assert.ok(answer.rules.filter((r) => r.kind === 'duty').length >= 4);
  assert.ok(answer.rules.every((r) => r.source !== ''));
});

test('the cost to the door adds up under each Incoterm', async () => {
  const money = (amount: string) => ({ amount, currency: 'CNY' as const });
  const terms = {
    goods: [
      { line: 1, amount: money('9000000') },
      { line: 2, amount: money('1000000') },
    ],
    price: money('10000000'),
    incoterm: 'FCA',
    incoterm_place: 'CN-XIAN',
    crossing_import: 'KZ-ALTYNKOL',
    freight: { to_frontier: money('100001'), at_frontier: money('20000'), after_frontier: money('30000') },
    insurance: money('10000'),
  };
  const values = customsValues(terms);
  assert.equal(
    values.reduce((sum, v) => sum + BigInt(v.customs_value.amount), 0n),
    10130001n,
  );
  const assessment = await ask({
    lines: values.map((v) => ({
      ...v,
      hs_code: '850760',
      quantity: '10',
      unit: 'pcs',
      net_weight_kg: '50',
    })),
  });
  const rate = parseRate('70.5');
  const fca = landedCost(terms, assessment, rate);
  assert.ok(fca.complete && fca.total && fca.beside_price);
  assert.equal(BigInt(fca.total.amount) - BigInt(fca.beside_price.amount), 10000000n);
  const ddp = landedCost(
    { ...terms, incoterm: 'DDP', incoterm_place: 'KZ-ALMATY', price: fca.total },
    assessment,
    rate,
  );
  assert.ok(ddp.lines.every((l) => l.in_price));
  assert.equal(ddp.beside_price?.amount, '0');
  assert.equal(ddp.total?.amount, fca.total.amount);
  const dap = landedCost({ ...terms, incoterm: 'DAP', incoterm_place: 'KZ-ALTYNKOL' }, assessment, rate);
  assert.equal(dap.lines.find((l) => l.item === 'freight_after_frontier')?.paid_by, 'buyer');
});

test('every good of the corridor has its lines in the tariff of the Union', async () => {
  const missing = await app.within((ctx) =>
    ctx.tx.rows(
      `select code from reference.hs where direction is not null
       and not exists (select 1 from landed_cost.duty_line where regime = 'EAEU' and hs6 = hs.code)`,
    ),
  );
  assert.deepEqual(missing, []);
});

test('every rule on file names its source, and every unknown one says so', async () => {
  const counts = await app.within((ctx) =>
    ctx.tx.one<{ rules: bigint; sourceless: bigint; unsaid: bigint }>(
      `with all_rules as (
         select rule, status, source from landed_cost.duty_line
         union all select rule, status, source from landed_cost.footnote
         union all select rule, status, source from landed_cost.tax
         union all select rule, status, source from landed_cost.fee)
       select count(*) as rules, count(*) filter (where source = '') as sourceless,
         count(*) filter (where (rule = 'unknown') <> (status = 'no_rate_on_file')) as unsaid
       from all_rules`,
    ),
  );
  assert.ok(counts.rules > 2000n);
  assert.deepEqual([counts.sourceless, counts.unsaid], [0n, 0n]);
});

test('a whole tariff is taken or refused as one', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sauda-tariff-'));
  const head =
    'code,description,duty_text,ad_valorem_pct,alt_ad_valorem_pct,specific_amount,specific_currency,specific_unit,min_rule,vat_pct,excise_text,valid_from,rate_footnote,condition_notes,supplementary_unit,source_mark,chapter_edition,source_note';
  const good = '8507600000,x,0,7,,,,,ad_valorem,,,,9C,,шт,,2026-03-08,x';
  const file = join(folder, 'tariff.csv');
  writeFileSync(
    file,
    `${head}\n${good}\n850760,x,0,0,,,,,ad_valorem,,,,,,,,,\n8507800000,x,0,0,,1,EUR,barrel,specific,,,,,,,,,\n`,
  );
  const refused = await app.within((ctx) => importTariff(ctx.tx, file));
  assert.ok(isRefusal(refused));
  assert.deepEqual(
    refused.errors.map((e) => [e.path, e.code]),
    [
      ['/line/3', 'bad_code'],
      ['/line/4', 'specific_part_incomplete'],
    ],
  );
  writeFileSync(file, `${head}\n${good}\n`);
  const notes = join(folder, 'notes.csv');
  writeFileSync(
    notes,
    'note,status,rate_pct,rate_text,applies_from,applies_from_act,applies_to,scope,text\n9C,in text,3,,2022-01-01,,,RU only,t\n',
  );
  assert.deepEqual(await app.within((ctx) => importTariff(ctx.tx, file, notes)), { lines: 1, footnotes: 1 });
  assert.equal(of(await ask({}), 'duty')?.rate_text, '7 %');
  await app.within((ctx) => loadTariffs(ctx.tx));
  assert.equal(of(await ask({}), 'duty')?.rate_text, '7 %');
  rmSync(folder, { recursive: true });
});
