import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { makeRegistration } from '../../../kernel/check-digits/index.ts';
import { seededRandom } from '../../../kernel/random.ts';
import { isRefusal, mustSucceed } from '../../../kernel/refusal.ts';
import { toXlsx } from '../../../platform/tables/index.ts';
import { listOrganisations, onboardOrganisations, parties } from '../index.ts';

let app: TestApp;
const random = seededRandom('bring many on');
before(async () => {
  app = await testApp([parties]);
});
after(() => app.close());

const HEADER = 'name,name_ru,kind,country,registration_scheme,registration_number,email';
const line = (name: string, number = makeRegistration('kz_bin', random), kind = 'trader', email = '') =>
  `${name},,${kind},KZ,kz_bin,${number},${email}`;
const centre = () => ({ ...app.member('institution'), org_kind: 'institution' });
const send = (lines: string[], dry_run = false, actor = centre()) =>
  app.execute(onboardOrganisations, actor, { csv: [HEADER, ...lines].join('\n'), dry_run });
const names = async (q: string): Promise<string[]> =>
  mustSucceed(await app.execute(listOrganisations, centre(), { q }), 'list').items.map((o) => o.name);

test('good rows are brought on, wrong ones are named by line and column, and do not keep the others out', async () => {
  const number = makeRegistration('kz_bin', random);
  const broken = `${number.slice(0, -1)}${(Number(number.at(-1)) + 1) % 10}`;
  const lines = [
    line('Steppe One', number),
    line('Steppe Two', number),
    line('Steppe Three', broken),
    line('Steppe Four', undefined, 'customs'),
    line('', undefined),
    line('Steppe Six', undefined, 'carrier', 'not an address'),
    line('Steppe Seven'),
  ];
  const report = mustSucceed(await send(lines), 'report');
  assert.deepEqual(
    report.rows.map((r) => [r.row, r.status, r.errors.map((e) => `${e.column} ${e.code}`).join()]),
    [
      [2, 'brought_on', ''],
      [3, 'wrong', 'registration_number parties.number_taken'],
      [4, 'wrong', 'registration_number parties.number_wrong'],
      [5, 'wrong', 'kind parties.kind_not_onboardable'],
      [6, 'wrong', 'name required'],
      [7, 'wrong', 'email pattern'],
      [8, 'brought_on', ''],
    ],
  );
  assert.deepEqual([report.good, report.wrong], [2, 5]);
  assert.deepEqual(await names('Steppe'), ['Steppe One', 'Steppe Seven']);
  const again = mustSucceed(await send([lines[0] ?? '']), 'again');
  assert.equal(again.rows[0]?.errors[0]?.code, 'parties.number_taken');
});

test('a workbook says what the same table says as CSV; what is no workbook, or both at once, is refused', async () => {
  const columns = HEADER.split(',').map((name, at) => ({
    name,
    kind: 'text' as const,
    value: (row: string[]) => row[at] ?? '',
  }));
  const rows = [line('Meadow One'), line('Meadow Two', '123')].map((text) => text.split(','));
  const workbook: Uint8Array[] = [];
  for await (const part of toXlsx('Firms', columns, [rows])) workbook.push(part);
  const xlsx = Buffer.concat(workbook).toString('base64');
  const asked = (input: object) => app.execute(onboardOrganisations, centre(), input);
  const report = mustSucceed(await asked({ xlsx }), 'report');
  assert.deepEqual(
    report.rows.map((r) => [r.row, r.status]),
    [
      [2, 'brought_on'],
      [3, 'wrong'],
    ],
  );
  assert.deepEqual(await names('Meadow'), ['Meadow One']);
  const noWorkbook = Buffer.from('MZ no workbook').toString('base64');
  for (const input of [{ xlsx: noWorkbook }, { xlsx, csv: HEADER }, {}]) {
    const answer = await asked(input);
    assert.ok(isRefusal(answer) && answer.code === 'parties.file_unreadable');
  }
});

test('a dry run finds the same and writes nothing', async () => {
  const lines = [line('Taiga One'), line('Taiga Two', '123')];
  const report = mustSucceed(await send(lines, true), 'dry run');
  assert.deepEqual(
    report.rows.map((r) => r.status),
    ['good', 'wrong'],
  );
  assert.deepEqual(await names('Taiga'), []);
  assert.equal(mustSucceed(await send(lines), 'real').good, 1);
});

test('files that cannot be read, other columns, too many rows and other roles are refused whole', async () => {
  const why = async (csv: string): Promise<unknown> => {
    const outcome = await app.execute(onboardOrganisations, centre(), { csv });
    assert.ok(isRefusal(outcome) && outcome.code === 'parties.file_unreadable');
    return outcome.params.reason;
  };
  assert.match(String(await why('name,salary\nA,1\n')), /unknown columns: salary/);
  assert.match(String(await why(`${HEADER}\n`)), /no row/);
  assert.match(String(await why(`${HEADER}\n"a`)), /quot/i);
  assert.match(String(await why(`${HEADER},name\n${line('A')},B`)), /column name stands twice/);
  // A table in GB 18030 or Windows-1251, read as UTF-8: its names are lost.
  assert.match(String(await why(`${HEADER}\n${line('\ufffd\ufffd')}`)), /not UTF-8/);
  assert.match(
    String(await why([HEADER, ...Array.from({ length: 501 }, () => line('X'))].join('\n'))),
    /more than 500/,
  );
  const trader = { ...app.member('trader'), org_kind: 'trader' };
  const refused = await send([line('Y')], false, trader);
  assert.ok(isRefusal(refused) && refused.code === 'platform.not_allowed');
});

test('two institutions that bring on the same firm at once bring it on once', async () => {
  const lines = [line('River One'), line('River Two')];
  const reports = await Promise.all([send(lines), send([...lines].reverse()), send(lines)]);
  assert.equal(
    reports.reduce((all, report) => all + mustSucceed(report, 'report').good, 0),
    2,
  );
  assert.deepEqual((await names('River')).sort(), ['River One', 'River Two']);
});

test('five hundred firms come on in one file', async () => {
  const lines = Array.from({ length: 500 }, (_, n) => line(`Valley ${n}`));
  assert.equal(mustSucceed(await send(lines), 'large').good, 500);
});
