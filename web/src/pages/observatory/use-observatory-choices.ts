import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { groupsQuery, vintagesQuery } from '../../api/observatory.ts';
import { nameIn } from '../../api/reference.ts';
import { useReader } from '../../i18n/reader.tsx';
import { measures } from './measure.ts';

type Options = { value: string; label: string }[];

/** What the filters offer: sources that the store holds, flows, measures, commodity groups. */
export function useObservatoryChoices(): {
  sources: Options;
  flows: Options;
  frequencies: Options;
  measures: Options;
  groups: Options;
  /** A source that holds goods and not totals only; the official one where there is none. */
  detailed: string;
} {
  const { t } = useTranslation(['observatory', 'statistics', 'terms']);
  const reader = useReader();
  const held = useQuery(vintagesQuery).data?.items ?? [];
  const groups = useQuery(groupsQuery).data?.groups ?? [];
  const sources = [...new Set(['official', ...held.map((vintage) => vintage.source)])];
  const totalsOnly = /^(official|sauda-declarations.*)$/;
  return {
    detailed: sources.find((source) => !totalsOnly.test(source)) ?? 'official',
    sources: sources.map((value) => ({
      value,
      label: t(`source_name.${value}`, { ns: 'statistics', defaultValue: value }),
    })),
    flows: ['total', 'export', 'import'].map((value) => ({
      value,
      label: t(`flow.${value}`, { ns: 'terms' }),
    })),
    frequencies: ['A', 'M'].map((value) => ({ value, label: t(`frequency.${value}`, { ns: 'statistics' }) })),
    measures: measures.map((value) => ({ value, label: t(`measure.${value}`) })),
    groups: groups.map(({ group }) => ({ value: group.id, label: nameIn(group.name, reader.locale) })),
  };
}
