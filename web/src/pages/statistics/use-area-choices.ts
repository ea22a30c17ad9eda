import { useQuery } from '@tanstack/react-query';
import { countriesQuery } from '../../api/reference.ts';
import { useAreaName } from '../../format/area.ts';
import { useReader } from '../../i18n/reader.tsx';

/** Groups that published figures count as one partner. */
const groups = ['C5', 'WLD'];

/** Countries to choose from: those of the corridor first, then groups, then the others by name. */
export function useAreaChoices(): { value: string; label: string }[] {
  const reader = useReader();
  const areaName = useAreaName();
  const countries = useQuery(countriesQuery).data ?? [];
  const choice = (value: string) => ({ value, label: areaName(value) });
  const byName = (a: { label: string }, b: { label: string }): number =>
    a.label.localeCompare(b.label, reader.locale);
  const corridor = countries.filter((c) => c.corridor).map((c) => choice(c.iso2));
  const others = countries.filter((c) => !c.corridor).map((c) => choice(c.iso2));
  return [...corridor, ...groups.map(choice), ...others.sort(byName)];
}
