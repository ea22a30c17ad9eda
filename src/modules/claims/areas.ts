import { countries } from '../reference/index.ts';
import { areas, findArea } from '../statistics/index.ts';

let codes: ReadonlyMap<string, string> | undefined;

/** ISO codes of two and three letters, and codes of groups, to the code that figures are kept under. */
export function areaCode(text: string): string | undefined {
  codes ??= new Map([
    ...areas().flatMap((a) => [[a.code, a.code] as const, ...(a.iso3 ? [[a.iso3, a.code] as const] : [])]),
    ['CA5', 'C5'],
    ['CA', 'C5'],
  ]);
  return codes.get(text);
}

/** English name for the sentences of a reason. */
export function areaName(code: string): string {
  return code === 'C5' ? 'Central Asia' : (findArea(code)?.name.en ?? code);
}

/** The countries of a group whose list is known; undefined where it is not, and for a country. */
export function membersOf(group: string): readonly string[] | undefined {
  if (group === 'C5')
    return countries()
      .filter((c) => c.corridor && c.iso2 !== 'CN')
      .map((c) => c.iso2);
  return undefined;
}

/** The region that has the country as a member, among the groups whose list is known. */
export function regionOf(area: string): string | undefined {
  return membersOf('C5')?.includes(area) ? 'C5' : undefined;
}
