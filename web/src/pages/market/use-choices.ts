import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import {
  countriesQuery,
  currenciesQuery,
  incotermsQuery,
  nameIn,
  placesQuery,
  unitsQuery,
} from '../../api/reference.ts';
import { countryName } from '../../format/names.ts';
import { useReader } from '../../i18n/reader.tsx';

const packageKinds = [
  'carton',
  'pallet',
  'crate',
  'bag',
  'big bag',
  'bale',
  'bundle',
  'coil',
  'drum',
  'flexitank',
  'net bag',
  'none',
];

export type Choices = { value: string; label: string }[];

/** Lists of the reference to choose from, in the reader's language; undefined until all of them are here. */
export function useChoices() {
  const { t } = useTranslation('terms');
  const reader = useReader();
  const countries = useQuery(countriesQuery).data;
  const currencies = useQuery(currenciesQuery).data;
  const incoterms = useQuery(incotermsQuery).data;
  const places = useQuery(placesQuery).data;
  const units = useQuery(unitsQuery).data;
  return useMemo(() => {
    if (!countries || !currencies || !incoterms || !places || !units) return undefined;
    const byLabel = (a: { label: string }, b: { label: string }): number => a.label.localeCompare(b.label);
    return {
      countries: [...countries]
        .sort((a, b) => Number(b.corridor) - Number(a.corridor))
        .map((c) => ({ value: c.iso2, label: countryName(c.iso2, reader) })),
      currencies: currencies.map((c) => ({
        value: c.code,
        label: `${c.code} · ${nameIn(c.name, reader.locale)}`,
      })),
      incoterms: incoterms.map((i) => ({
        value: i.code,
        label: `${i.code} · ${nameIn(i.name, reader.locale)}`,
        transport: i.transport,
      })),
      places: places
        .map((p) => ({
          value: p.code,
          label: `${nameIn(p.name, reader.locale)}, ${countryName(p.country, reader)}`,
          country: p.country,
        }))
        .sort(byLabel),
      units: units.map((u) => ({ value: u.code, label: nameIn(u.name, reader.locale) })),
      packages: packageKinds.map((kind) => ({
        value: kind,
        label: t(`package.${kind.replaceAll(' ', '_')}`),
      })),
    };
  }, [countries, currencies, incoterms, places, units, reader, t]);
}
