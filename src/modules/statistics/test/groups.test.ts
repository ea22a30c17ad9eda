import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRefusal, mustSucceed } from '../../../kernel/refusal.ts';
import { editions, stepBelow } from '../concordance/correlation-tables.ts';
import {
  commodityGroups,
  findGroup,
  groupNotice,
  inGroup,
  overlap,
  overlapping,
} from '../groups/commodity-groups.ts';
import { groupNamed, guardSum, measureGroup } from '../groups/measure-group.ts';
import type { TradeFact } from '../trade/trade-question.ts';

const group = (name: string) => mustSucceed(groupNamed(name), name);

test('every prefix of every list is a code of its edition, and none lies inside another of the same list', () => {
  const all = new Map(
    editions.map((edition) => [
      edition,
      edition === '2007' ? [...stepBelow('2012').forward.keys()] : [...stepBelow(edition).back.keys()],
    ]),
  );
  for (const { id, lists } of commodityGroups())
    for (const [edition, prefixes] of lists)
      for (const prefix of prefixes) {
        assert.match(prefix, /^(\d{2}|\d{4}|\d{6})$/, id);
        assert.ok(
          all.get(edition)?.some((code) => code.startsWith(prefix)),
          `${id} ${edition}: ${prefix} is no code`,
        );
        assert.ok(
          !prefixes.some((p) => p !== prefix && prefix.startsWith(p)),
          `${id} ${edition}: ${prefix} twice`,
        );
      }
});

test('the groups asked for are there, each version with its names, source and standing', () => {
  const wanted = [
    'mechanical_electrical',
    'high_tech',
    'new_trio:strict-1',
    'new_trio:broad-1',
    'energy',
    'minerals',
  ];
  for (const name of [...wanted, 'chemicals', 'steel', 'farm_goods', 'consumer_goods'])
    assert.ok(findGroup(name), name);
  for (const { name, source, lists } of commodityGroups())
    assert.ok(name.en && name.zh && name.ru && source && lists.size > 0);
  assert.equal(new Set(commodityGroups().map((g) => g.id)).size, commodityGroups().length);
});

test('a group says wherever it shows that its list is ours, unless it is a public one', () => {
  assert.match(groupNotice(group('high_tech')) ?? '', /working mapping.*not found/);
  assert.match(groupNotice(group('farm_goods:wto-1')) ?? '', /Our own grouping/);
  assert.equal(groupNotice({ ...group('high_tech'), official_list: 'public' }), null);
});

test('mechanical and electrical overlap with high-tech, and their sum is refused', () => {
  const [machines, tech] = [group('mechanical_electrical'), group('high_tech')];
  assert.ok(overlap(machines, tech, '2022').length > 20);
  assert.ok(overlapping(tech).some((g) => g.code === 'mechanical_electrical'));
  const refused = guardSum([machines, tech]);
  assert.ok(isRefusal(refused) && refused.code === 'statistics.groups_overlap');
  assert.equal(guardSum([group('energy'), group('chemicals')]), true);
  assert.ok(isRefusal(guardSum([machines, machines])));
});

const fact = (commodity: string, value: bigint, hs_edition: string | null, period = '2024'): TradeFact => ({
  source: 'test',
  period,
  frequency: 'A',
  reporter: 'CN',
  partner: 'KZ',
  flow: 'export',
  commodity,
  hs_edition,
  value,
  places: 0,
  currency: 'USD',
  net_weight_g: null,
  quantity_milli: null,
  unit: null,
  weight_imputed: false,
  vintage: 'v',
  file_hash: 'h',
  rows: 1,
  source_url: null,
  converted: null,
  status: 'reported',
});

test('each period is measured by the list of its own edition', () => {
  const trio = group('new_trio');
  const facts = [
    fact('850760', 10n, 'H5', '2021'),
    fact('854140', 20n, 'H5', '2021'),
    fact('850760', 11n, 'H6', '2022'),
    fact('854143', 21n, 'H6', '2022'),
    fact('854140', 99n, 'H6', '2022'),
  ];
  const found = mustSucceed(measureGroup(trio, facts), 'measuring');
  assert.deepEqual(
    found.map((v) => [v.period, v.value, v.edition, v.without_figure]),
    [
      ['2021', 30n, '2017', ['870380']],
      ['2022', 32n, '2022', ['854142', '870380']],
    ],
  );
  const early = measureGroup(trio, [fact('850760', 1n, 'H4', '2015')]);
  assert.ok(isRefusal(early) && early.code === 'statistics.group_not_in_edition');
  assert.equal(inGroup(trio, '2022', '854140'), false);
});
