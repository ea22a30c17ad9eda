import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SeriesSummary } from '../../api/observatory.ts';
import { formatPeriod } from '../../format/date.ts';
import { formatCompact, formatPercent } from '../../format/number.ts';
import { useReader } from '../../i18n/reader.tsx';
import { Section } from '../../parts/section.tsx';
import styles from './observatory.module.css';
import type { SeenLine } from './series-figure.tsx';

/** What follows from each line, in sentences: streak, record, milestone, compound growth, year to date. */
export function Findings({ lines }: { lines: SeenLine[] }): ReactNode {
  const { t } = useTranslation('observatory');
  const told = lines.filter((line) => line.series.summary !== null);
  if (told.length === 0) return null;
  return (
    <Section title={t('findings')}>
      <ul className={styles.cards}>
        {told.map((line) => (
          <li key={line.label}>
            <h3>{line.label}</h3>
            <ul>
              <Sentences summary={line.series.summary} line={line} />
            </ul>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Sentences({ summary, line }: { summary: SeriesSummary | null; line: SeenLine }): ReactNode {
  const { t } = useTranslation('observatory');
  const reader = useReader();
  if (!summary) return null;
  const { series } = line;
  const amount = (text: string): string => `${formatCompact(Number(text), reader)} ${series.currency}`;
  const period = (text: string): string => formatPeriod(text, reader);
  const last = series.points.find((point) => point.period === summary.period);
  const said: string[] = [];
  if (last?.growth_pct != null)
    said.push(
      t('said.growth', {
        period: period(last.period),
        growth: formatPercent(last.growth_pct, reader, 2, true),
      }),
    );
  const { streak, record, year_to_date: ytd } = summary;
  if (streak && streak.length > 1)
    said.push(
      t(`said.streak_${streak.direction}`, {
        length: streak.length,
        from: period(streak.from),
        bound: streak.at_least ? 'least' : 'exact',
      }),
    );
  if (record?.highest)
    said.push(
      record.previous_high
        ? t('said.record', {
            period: period(summary.period),
            since: period(record.since),
            before: amount(record.previous_high.value),
            when: period(record.previous_high.period),
          })
        : t('said.record_first', { period: period(summary.period), since: period(record.since) }),
    );
  if (record?.lowest && !record.highest)
    said.push(t('said.lowest', { period: period(summary.period), since: period(record.since) }));
  if (summary.milestone) said.push(t('said.milestone', { amount: amount(summary.milestone) }));
  const start = series.points.find((point) => !series.left_out.includes(point.period));
  if (summary.cagr_pct !== null && start && start.period !== summary.period)
    said.push(
      t('said.cagr', {
        growth: formatPercent(summary.cagr_pct, reader, 2, true),
        from: period(start.period),
        to: period(summary.period),
      }),
    );
  if (ytd?.value != null && ytd.growth_pct !== null)
    said.push(
      t('said.ytd', {
        value: amount(ytd.value),
        to: period(summary.period),
        growth: formatPercent(ytd.growth_pct, reader, 2, true),
      }),
    );
  if (series.left_out.length > 0)
    said.push(t('said.left_out', { periods: series.left_out.map(period).join(', ') }));
  if (said.length === 0) said.push(t('said.nothing'));
  return said.map((sentence) => <li key={sentence}>{sentence}</li>);
}
