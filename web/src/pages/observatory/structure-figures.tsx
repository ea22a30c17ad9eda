import { useQueries } from '@tanstack/react-query';
import { lazy, type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Query } from '../../api/client.ts';
import { type StructurePart, structureQuery, type TradeStructure } from '../../api/observatory.ts';
import { ChartFigure } from '../../chart/chart-figure.tsx';
import { formatPeriod } from '../../format/date.ts';
import { formatDecimal, formatPercent } from '../../format/number.ts';
import { useReader } from '../../i18n/reader.tsx';
import { type Column, WideTable } from '../../parts/record-table.tsx';
import { Origins } from './origins.tsx';
import { usePartNames } from './part-names.ts';

const TreemapChart = lazy(() =>
  import('../../chart/treemap-chart.tsx').then((m) => ({ default: m.TreemapChart })),
);
const LineChart = lazy(() => import('../../chart/line-chart.tsx').then((m) => ({ default: m.LineChart })));
const BarChart = lazy(() => import('../../chart/bar-chart.tsx').then((m) => ({ default: m.BarChart })));

const SHOWN_OVER_TIME = 5;
const YEARS = 8;
const BARS = 15;
const colours = ['a', 'b', 'c', 'd', 'e', 'f'].map((letter) => `var(--series-${letter})`);

interface FigureProps {
  structure: TradeStructure;
  query: Query & { period: string };
  view: 'chart' | 'table';
  setView: (view: 'chart' | 'table') => void;
}

const nameOf = (query: Query, what: string): string =>
  `sauda-${what}-${query.reporter}-${query.partner}-${query.flow}-${query.period}`;

const rowsOf = (parts: readonly StructurePart[], currency: string): (string | number | null)[][] => [
  ['code', 'value', 'currency', 'share_pct', 'before', 'growth_pct', 'share_change_pp', 'contribution_pp'],
  ...parts.map((p) => [
    p.code,
    p.value,
    currency,
    p.share_pct,
    p.before,
    p.growth_pct,
    p.share_change_pp,
    p.contribution_pp,
  ]),
];

/** The parts as tiles; the table twin has every part with its growth. */
export function TreemapFigure({ structure, query, view, setView }: FigureProps): ReactNode {
  const { t } = useTranslation('observatory');
  const reader = useReader();
  const partName = usePartNames(structure.parts);
  const [first] = structure.parts;
  const title = first
    ? t('structure.sentence', {
        period: formatPeriod(structure.period, reader),
        part: partName(first),
        share: first.share_pct === null ? '–' : formatPercent(first.share_pct, reader, 1),
      })
    : t('structure.title');
  return (
    <ChartFigure
      title={title}
      view={view}
      setView={setView}
      name={nameOf(query, 'structure')}
      rows={rowsOf(structure.parts, structure.currency)}
      chart={
        <TreemapChart
          description={title}
          parts={structure.parts.map((part, index) => ({
            key: part.code,
            label: partName(part),
            amount: part.share_pct === null ? '' : formatPercent(part.share_pct, reader, 1),
            value: Number(part.value),
            colour: colours[index % colours.length] ?? '',
          }))}
        />
      }
      table={<PartTable structure={structure} caption={title} partName={partName} />}
      source={<Origins origins={structure.origins} unit={structure.currency} />}
      formula={
        <ul>
          <li>{t('formula.share')}</li>
          <li>{t('formula.hhi')}</li>
        </ul>
      }
    />
  );
}

function PartTable({
  structure,
  caption,
  partName,
}: {
  structure: TradeStructure;
  caption: string;
  partName: (part: StructurePart) => string;
}): ReactNode {
  const { t } = useTranslation(['observatory', 'statistics']);
  const reader = useReader();
  const figure = (value: number | null, signed: boolean): string =>
    value === null ? '–' : formatPercent(value, reader, 2, signed);
  const points = (value: number | null): string =>
    value === null ? '–' : `${value > 0 ? '+' : ''}${formatDecimal(value.toFixed(2), reader, 2)}`;
  const columns: Column<StructurePart>[] = [
    { id: 'part', header: t('structure.part'), title: true, cell: partName },
    {
      id: 'value',
      header: `${t('value', { ns: 'statistics' })}, ${structure.currency}`,
      end: true,
      cell: (part) => formatDecimal(part.value, reader),
    },
    { id: 'share', header: t('share'), end: true, cell: (part) => figure(part.share_pct, false) },
    { id: 'growth', header: t('measure.growth'), end: true, cell: (part) => figure(part.growth_pct, true) },
    {
      id: 'change',
      header: t('structure.share_change'),
      end: true,
      cell: (part) => points(part.share_change_pp),
    },
    {
      id: 'contribution',
      header: t('structure.contribution'),
      end: true,
      cell: (part) => points(part.contribution_pp),
    },
  ];
  return <WideTable caption={caption} rows={structure.parts} keyOf={(part) => part.code} columns={columns} />;
}

/** Shares of the largest parts over the years before, each year asked by itself. */
export function ShareOverTime({ structure, query, view, setView }: FigureProps): ReactNode {
  const { t } = useTranslation(['observatory', 'statistics']);
  const reader = useReader();
  const partName = usePartNames(structure.parts);
  const year = Number(query.period.slice(0, 4));
  const years = Array.from({ length: YEARS }, (_, back) => String(year - YEARS + 1 + back));
  const answers = useQueries({
    queries: years.map((period) => structureQuery({ ...query, period })),
    combine: (all) => all.flatMap(({ data }) => (data ? [data] : [])),
  });
  const largest = structure.parts.slice(0, SHOWN_OVER_TIME);
  const series = useMemo(
    () =>
      largest.map((part, index) => ({
        key: part.code,
        label: partName(part).slice(0, 28),
        colour: colours[index % colours.length] ?? '',
        dashed: index % 2 === 1,
        points: answers.flatMap((answer) => {
          const share = answer.parts.find((other) => other.code === part.code)?.share_pct;
          return share == null ? [] : [{ period: answer.period, value: share, open: false }];
        }),
      })),
    [largest, answers, partName],
  );
  if (answers.length < 2) return null;
  const title = t('structure.over_time');
  const rows = answers.toReversed().map((answer) => ({
    period: answer.period,
    shares: largest.map((part) => answer.parts.find((other) => other.code === part.code)?.share_pct ?? null),
  }));
  return (
    <ChartFigure
      title={title}
      view={view}
      setView={setView}
      name={nameOf(query, 'shares')}
      rows={[
        ['period', ...largest.map((part) => part.code)],
        ...rows.map((row) => [row.period, ...row.shares]),
      ]}
      chart={<LineChart series={series} unit="%" description={title} />}
      table={
        <WideTable
          caption={title}
          rows={rows}
          keyOf={(row) => row.period}
          columns={[
            {
              id: 'period',
              header: t('period', { ns: 'statistics' }),
              title: true,
              cell: (row) => formatPeriod(row.period, reader),
            },
            ...largest.map((part, index) => ({
              id: part.code,
              header: partName(part),
              end: true,
              cell: (row: (typeof rows)[number]) => {
                const share = row.shares[index];
                return share == null ? '–' : formatPercent(share, reader, 2);
              },
            })),
          ]}
        />
      }
      source={<Origins origins={answers.flatMap((answer) => answer.origins)} unit="%" overTime />}
      formula={<p>{t('formula.share')}</p>}
    />
  );
}

/** Percentage points that each part adds to the growth of all; they sum to it. */
export function ContributionFigure({ structure, query, view, setView }: FigureProps): ReactNode {
  const { t } = useTranslation('observatory');
  const reader = useReader();
  const partName = usePartNames(structure.parts);
  const known = structure.parts.filter((part) => part.contribution_pp !== null);
  const ordered = [...known].sort((a, b) => (b.contribution_pp ?? 0) - (a.contribution_pp ?? 0));
  const shown = ordered.length > BARS ? [...ordered.slice(0, BARS - 5), ...ordered.slice(-5)] : ordered;
  if (known.length === 0) return null;
  const title = t('structure.contribution_sentence', {
    period: formatPeriod(structure.period, reader),
    before: formatPeriod(structure.compared_with, reader),
    growth: structure.growth_pct === null ? '–' : formatPercent(structure.growth_pct, reader, 2, true),
  });
  return (
    <ChartFigure
      title={title}
      view={view}
      setView={setView}
      name={nameOf(query, 'contribution')}
      rows={rowsOf(ordered, structure.currency)}
      chart={
        <BarChart
          unit={t('unit.acceleration')}
          description={title}
          bars={shown.map((part) => ({
            label: partName(part).slice(0, 32),
            value: part.contribution_pp ?? 0,
            colour: (part.contribution_pp ?? 0) < 0 ? 'var(--series-f)' : 'var(--series-c)',
          }))}
        />
      }
      table={<PartTable structure={{ ...structure, parts: ordered }} caption={title} partName={partName} />}
      source={<Origins origins={structure.origins} unit={t('unit.acceleration')} />}
      formula={<p>{t('formula.contribution')}</p>}
    />
  );
}
