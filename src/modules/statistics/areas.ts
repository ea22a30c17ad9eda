import { type Outcome, refuse } from '../../kernel/refusal.ts';
import { countries, findCountry } from '../reference/index.ts';
import { groups, isGroup } from './model.ts';

/** ISO 3166-1 codes of three letters to those of two. */
export function iso2ByIso3(): ReadonlyMap<string, string> {
  return new Map(countries().map((c) => [c.iso3, c.iso2]));
}

/** Whether figures can name it: a country of the reference data, or a group. */
export function isArea(code: string): boolean {
  return isGroup(code) || findCountry(code) !== undefined;
}

/** Refuses with statistics.area_unknown or statistics.same_area. */
export function checkPair(reporter: string, partner: string): Outcome<true> {
  for (const [path, area] of [
    ['/reporter', reporter],
    ['/partner', partner],
  ] as const)
    if (!isArea(area))
      return refuse('statistics.area_unknown', { area }, [
        {
          path,
          code: 'area_unknown',
          message: `a country of two letters or one of ${Object.keys(groups).join(', ')}`,
        },
      ]);
  if (reporter === partner) return refuse('statistics.same_area', { area: reporter });
  return true;
}
