import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { groupsQuery, vintagesQuery } from '../../api/observatory.ts';
import { nameIn } from '../../api/reference.ts';
import { useReader } from '../../i18n/reader.tsx';
import { measures } from './measure.ts';

export type Options = { value: string; label: string }[];

const YEARS = 12;

/** The last whole year, by the clock of the reader. */
export const lastYear = (): number => new Date(Date.now()).getUTCFullYear() - 1;

/** The name of a source of the store; one that was imported under a name of its own keeps it. */
export function useSourceName(): (source: string) => string {
  const { t } = useTranslation('statistics');
  return (source) => t(`source_name.${source}`, { defaultValue: source });
}

/** What the filters offer: sources that the store holds, flows, measures, commodity groups. */
export function useObservatoryChoices(): {
  sources: Options;
  flows: Options;
  /** Exports and imports, for what a two-way total has not. */
  oneWay: Options;
  /** The last twelve whole years. */
  years: Options;
  frequencies: Options;
  measures: Options;
  groups: Options;
  /** A source that holds goods and not totals only; the official one where there is none. */
  detailed: string;
} {
  const { t } = useTranslation(['observatory', 'statistics', 'terms']);
  const reader = useReader();
  const sourceName = useSourceName();
  const held = useQuery(vintagesQuery).data?.items ?? [];
  const groups = useQuery(groupsQuery).data?.groups ?? [];
  const sources = [...new Set(['official', ...held.map((vintage) => vintage.source)])];
  const flow = (value: string) => ({ value, label: t(`flow.${value}`, { ns: 'terms' }) });
  const totalsOnly = /^(official|sauda-declarations.*)$/;
  return {
    detailed: sources.find((source) => !totalsOnly.test(source)) ?? 'official',
    sources: sources.map((value) => ({ value, label: sourceName(value) })),
    flows: ['total', 'export', 'import'].map(flow),
    oneWay: ['export', 'import'].map(flow),
    years: Array.from({ length: YEARS }, (_, back) => String(lastYear() - back)).map((year) => ({
      value: year,
      label: year,
    })),
    frequencies: ['A', 'M'].map((value) => ({ value, label: t(`frequency.${value}`, { ns: 'statistics' }) })),
    measures: measures.map((value) => ({ value, label: t(`measure.${value}`) })),
    groups: groups.map(({ group }) => ({ value: group.id, label: nameIn(group.name, reader.locale) })),
  };
}
