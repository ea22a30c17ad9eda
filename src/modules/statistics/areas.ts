import { type Outcome, type Refusal, refuse } from '../../kernel/refusal.ts';
import { dataFolder, readTable } from '../reference/index.ts';
import { groups } from './model.ts';

/** What a row of trade statistics can name as reporter or partner (data/areas). */
export interface Area {
  /** ISO 3166-1 alpha-2, a group, or X and a number for what is no country of today. */
  code: string;
  iso3: string | null;
  m49: string | null;
  /** All numbers that UN Comtrade uses for it. */
  comtrade: readonly string[];
  kind: 'country' | 'other' | 'unspecified' | 'former' | 'group';
  name: { en: string; zh: string; ru: string };
  /** Other names found in files. */
  aliases: readonly string[];
}

let read: { list: Area[]; byCode: Map<string, Area> } | undefined;

function loaded(): { list: Area[]; byCode: Map<string, Area> } {
  if (!read) {
    const list = readTable(new URL('areas/areas.csv', dataFolder)).map((row): Area => {
      const cell = (column: string): string => row[column] ?? '';
      return {
        code: cell('code'),
        iso3: cell('iso3') || null,
        m49: cell('m49') || null,
        comtrade: cell('comtrade').split(' ').filter(Boolean),
        kind: cell('kind') as Area['kind'],
        name: {
          en: cell('name_en'),
          zh: cell('name_zh') || cell('name_en'),
          ru: cell('name_ru') || cell('name_en'),
        },
        aliases: cell('aliases').split('|').filter(Boolean),
      };
    });
    read = { list, byCode: new Map(list.map((a) => [a.code, a])) };
  }
  return read;
}

/** Every area there is, countries first; read once per process. */
export function areas(): readonly Area[] {
  return loaded().list;
}

export function findArea(code: string): Area | undefined {
  return loaded().byCode.get(code);
}

/** ISO 3166-1 codes of three letters to those of two. */
export function iso2ByIso3(): ReadonlyMap<string, string> {
  return new Map(areas().flatMap((a) => (a.iso3 === null ? [] : [[a.iso3, a.code] as const])));
}

/** Whether figures can name it: a country, a group, or what else stands in data/areas. */
export function isArea(code: string): boolean {
  return findArea(code) !== undefined;
}

/** Refuses with statistics.area_unknown when one of the codes names no area. `path` points into the input. */
export function checkAreas(path: string, codes: readonly string[]): Outcome<true> {
  const at = codes.findIndex((code) => !isArea(code));
  return at < 0 ? true : unknownArea(`${path}/${at}`, codes[at] ?? '');
}

/** Refuses with statistics.area_unknown or statistics.same_area. */
export function checkPair(reporter: string, partner: string): Outcome<true> {
  if (!isArea(reporter)) return unknownArea('/reporter', reporter);
  if (!isArea(partner)) return unknownArea('/partner', partner);
  if (reporter === partner) return refuse('statistics.same_area', { area: reporter });
  return true;
}

function unknownArea(path: string, area: string): Refusal {
  const message = `a country of two letters or one of ${Object.keys(groups).join(', ')}`;
  return refuse('statistics.area_unknown', { area }, [{ path, code: 'area_unknown', message }]);
}
