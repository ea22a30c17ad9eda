import { dataFolder, readTable } from '../../reference/index.ts';
import { type Edition, editions } from '../concordance/correlation-tables.ts';

/** Whether officials publish the list: not_public makes every figure of the group ours and not theirs. */
export type OfficialList = 'public' | 'not_public' | 'own';

/** One version of a commodity group (data/commodity-groups). A version never changes. */
export interface CommodityGroup {
  /** 'new_trio:strict-1', as it is asked for. */
  id: string;
  code: string;
  version: string;
  name: { en: string; zh: string; ru: string };
  official_list: OfficialList;
  status: string;
  source: string;
  note: string;
  /** HS prefixes by edition, sorted; no entry where the edition does not tell the goods apart. */
  lists: ReadonlyMap<Edition, readonly string[]>;
}

let read: readonly CommodityGroup[] | undefined;

/** All versions of all groups, in the order of the file; the first version of a code is the one meant by it. */
export function commodityGroups(): readonly CommodityGroup[] {
  if (read) return read;
  const lists = new Map<string, Map<Edition, string[]>>();
  for (const row of readTable(new URL('commodity-groups/lists.csv', dataFolder))) {
    const id = `${row.group_code}:${row.version}`;
    const edition = editions.find((e) => e === row.edition);
    const byEdition = lists.get(id) ?? new Map<Edition, string[]>();
    if (edition) byEdition.set(edition, (row.codes ?? '').split(' ').sort());
    lists.set(id, byEdition);
  }
  read = readTable(new URL('commodity-groups/groups.csv', dataFolder)).map((row): CommodityGroup => {
    const cell = (column: string): string => row[column] ?? '';
    const id = `${cell('group_code')}:${cell('version')}`;
    return {
      id,
      code: cell('group_code'),
      version: cell('version'),
      name: { en: cell('name_en'), zh: cell('name_zh'), ru: cell('name_ru') },
      official_list: cell('official_list') as OfficialList,
      status: cell('status'),
      source: cell('source'),
      note: cell('note'),
      lists: lists.get(id) ?? new Map(),
    };
  });
  return read;
}

/** By id ('new_trio:broad-1') or by code alone, which means its first version. */
export function findGroup(name: string): CommodityGroup | undefined {
  return commodityGroups().find((g) => g.id === name || g.code === name);
}

/** Whether an HS code lies in the group's list of its edition; false where the edition has no list. */
export function inGroup(group: CommodityGroup, edition: Edition, code: string): boolean {
  return group.lists.get(edition)?.some((prefix) => code.startsWith(prefix)) ?? false;
}

/** Prefixes that two groups share in an edition, the longer of each pair. */
export function overlap(a: CommodityGroup, b: CommodityGroup, edition: Edition): string[] {
  const others = b.lists.get(edition) ?? [];
  const shared = (a.lists.get(edition) ?? []).flatMap((mine) =>
    others.flatMap((theirs) => {
      if (mine.startsWith(theirs)) return [mine];
      return theirs.startsWith(mine) ? [theirs] : [];
    }),
  );
  return [...new Set(shared)].sort();
}

/** Groups of other codes that share goods with this one, in any edition. */
export function overlapping(group: CommodityGroup): CommodityGroup[] {
  return commodityGroups().filter(
    (other) =>
      other.code !== group.code && editions.some((edition) => overlap(group, other, edition).length > 0),
  );
}

/** What every figure of the group must say beside itself; null for a list that is public. */
export function groupNotice(group: CommodityGroup): string | null {
  if (group.official_list === 'public') return null;
  return group.official_list === 'not_public'
    ? 'Our working mapping: the official list behind published figures of this group was not found'
    : 'Our own grouping of HS codes; there is no official list of it';
}
