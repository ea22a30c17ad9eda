import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRefusal } from '../../../kernel/refusal.ts';
import { MAX_CLAIMS, pressColumns, readClaimFile } from '../file/read-claim-file.ts';
import { readPeriod } from '../file/read-period.ts';
import { readUnit } from '../file/read-unit.ts';
import { type Claim, showPeriod } from '../model.ts';
import { shippedClaims } from '../shipped.ts';

const head = pressColumns.join(',');
const row = 'X1,Trade,level,CHN,C5,total,all,2025,106.3,USD_bn,0.1,a statement';
const read = (csv: string): Claim[] => {
  const outcome = readClaimFile(csv);
  if (isRefusal(outcome)) throw new Error(JSON.stringify(outcome));
  return outcome;
};
const refused = (csv: string) => {
  const outcome = readClaimFile(csv);
  assert.ok(isRefusal(outcome), 'it was not refused');
  return outcome;
};

test('both sets of columns are read, in any order, with a byte-order mark and Windows line ends', () => {
  const [claim] = read(`\uFEFF${head}\r\n${row}\r\n`);
  assert.deepEqual(
    [claim?.reporters, claim?.partners, claim?.metric, claim?.unit.text],
    [['CN'], ['C5'], 'level', 'USD_bn'],
  );
  const columns = [...pressColumns].reverse();
  const [turned] = read(`${columns.join(',')}\n${row.split(',').reverse().join(',')}\n`);
  assert.equal(turned?.id, 'X1');
});

test('the shipped files are read whole', () => {
  const press = shippedClaims().get('press_statements_2026_01') ?? [];
  const gacc = shippedClaims().get('gacc_claims_china_central_asia') ?? [];
  assert.deepEqual([press.length, gacc.length], [19, 14]);
  assert.ok([...press, ...gacc].every((c) => c.metric !== null));
  assert.deepEqual(press[10]?.reporters, ['KZ', 'KG', 'TJ', 'TM', 'UZ']);
  assert.match(press[4]?.source ?? '', /^MOFCOM/);
  const of = (id: string) => gacc.find((c) => c.id === id);
  assert.deepEqual(
    [of('C11')?.flow, of('C11')?.metric, showPeriod(of('C11')?.period ?? never())],
    ['import', 'growth', '2025-01..05'],
  );
  assert.match(of('C11')?.read_as ?? '', /import/);
  assert.equal(of('C07')?.source_url, 'http://chinesetoday.com/?c=224&m=40741');
  assert.deepEqual([of('C13')?.commodity, of('C15')?.commodity], ['road', 'agricultural']);
  assert.deepEqual([of('C24')?.reporters, of('C24')?.partners], [['C5'], ['CN']]);
});

const never = (): never => {
  throw new Error('missing');
};

test('wrong columns are refused with the line and what is missing', () => {
  const outcome = refused('id,claim,metric,country\nX,Y,Z,W\n');
  assert.equal(outcome.code, 'claims.columns_wrong');
  assert.equal(outcome.errors[0]?.path, '/line/1');
  assert.match(outcome.errors[0]?.message ?? '', /missing: reporter.*not known: "country"/);
  assert.equal(refused('').code, 'claims.columns_wrong');
});

test('every row that cannot be read is named by its line, and nothing is taken', () => {
  const bad = [
    row.replace('106.3', '1O6.3'),
    row.replace('CHN', 'ATLANTIS'),
    row.replace('total', 'sideways'),
    row.replace('USD_bn', 'shells'),
    row.replace(',2025,', ',soon,'),
    `${row},one more`,
    row.replace('Trade', 'Tra\u0007de'),
    row.replace('0.1', '-1'),
    row.replace('106.3', ''),
  ];
  bad.forEach((line, at) => {
    const outcome = refused(`${head}\n${row.replace('X1', 'X0')}\n${line}\n`);
    assert.equal(outcome.code, 'claims.rows_wrong');
    assert.match(outcome.errors[0]?.path ?? '', /^\/line\/3/, `${at}: ${JSON.stringify(outcome.errors)}`);
  });
  const twice = refused(`${head}\n${row}\n${row}\n`);
  assert.deepEqual(twice.errors, [
    { path: '/line/3/id', code: 'id_twice', message: 'X1 stands in line 2 already' },
  ]);
});

test('a metric that nobody knows is kept, to be answered as one that cannot be checked', () => {
  assert.equal(read(`${head}\n${row.replace('level', 'happiness')}\n`)[0]?.metric, null);
});

test('hostile files end in a refusal', () => {
  assert.equal(refused(`${head}\n${'x'.repeat(9_000_000)}`).code, 'claims.file_too_large');
  const many = Array.from({ length: MAX_CLAIMS + 1 }, (_, n) => row.replace('X1', `X${n}`)).join('\n');
  assert.equal(refused(`${head}\n${many}\n`).code, 'claims.file_too_large');
  assert.equal(refused(`${head}\n"${'a'.repeat(30_000)}\n`).code, 'claims.rows_wrong');
  assert.equal(refused(`${head}\n${row.replace('Trade', 'y'.repeat(1001))}\n`).errors[0]?.code, 'too_long');
  assert.equal(refused(`${head}\n`).errors[0]?.code, 'empty');
  assert.equal(refused(`${head}\n"open quote,1,2\n`).errors[0]?.code, 'not_csv');
});

test('periods and units', () => {
  const shown = (text: string): string | undefined => {
    const period = readPeriod(text);
    return period && showPeriod(period);
  };
  assert.equal(shown('2021..2025'), '2021..2025');
  assert.equal(shown('2025-05 YTD'), '2025-01..05');
  assert.equal(shown('2025 Jan-Oct'), '2025-01..10');
  assert.equal(shown('2025 H2'), '2025-07..12');
  assert.equal(shown('2025 Q1'), '2025-01..03');
  assert.equal(shown('2025-05'), '2025-05');
  for (const text of ['25', '2025-13', '2025-00', '2025..2021', '2025 Foo', '2025-05..02', '0000'])
    assert.equal(shown(text), undefined, text);
  assert.deepEqual(readUnit('CNY_100mn'), {
    kind: 'amount',
    text: 'CNY_100mn',
    currency: 'CNY',
    scale: 100_000_000n,
  });
  assert.equal(readUnit('usd'), undefined);
  assert.equal(readUnit('constructor'), undefined);
});
