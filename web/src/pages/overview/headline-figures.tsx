import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Figure } from '../../api/statistics.ts';
import { useAreaName } from '../../format/area.ts';
import { formatPeriod } from '../../format/date.ts';
import { formatCompact, formatDecimal, formatNumber, formatPercent } from '../../format/number.ts';
import { useReader } from '../../i18n/reader.tsx';
import { DemoMark } from '../../parts/section.tsx';
import styles from './overview.module.css';

/** Figures, each with unit, period, growth, source, vintage and how it was computed. */
export function HeadlineFigures({ figures }: { figures: Figure[] }): ReactNode {
  return (
    <ul className={styles.figures}>
      {figures.map((figure) => (
        <FigureCard key={figure.key} figure={figure} />
      ))}
    </ul>
  );
}

function FigureCard({ figure }: { figure: Figure }): ReactNode {
  const { t } = useTranslation(['overview', 'statistics', 'terms']);
  const reader = useReader();
  const areaName = useAreaName();
  const name = figure.partner
    ? t('figure_pair', { partner: areaName(figure.partner), flow: figure.flow ?? 'total' })
    : t(`figure.${figure.key.replace(/^(own|demo)_/, '')}`, { defaultValue: figure.key });
  const unit = figure.unit === 'deals' ? '' : ` ${figure.unit}`;
  return (
    <li className={styles.figure}>
      <div className={styles.name}>
        {figure.partner ? (
          <Link
            to="/statistics/bilateral"
            search={{ reporter: figure.reporter ?? 'CN', partner: figure.partner }}
          >
            {name}
          </Link>
        ) : (
          name
        )}{' '}
        {figure.demo && <DemoMark />}
      </div>
      <div className={styles.value}>
        {figure.value === null
          ? t('withheld', { ns: 'statistics' })
          : `${formatCompact(Number(figure.value), reader)}${unit}`}
      </div>
      <div className={styles.growth}>
        {formatPeriod(figure.period, reader)}
        {figure.growth_pct !== null && (
          <> · {t('growth', { growth: formatPercent(figure.growth_pct, reader, 1, true) })}</>
        )}
      </div>
      <Said figure={figure} />
      <details className={styles.how}>
        <summary>{t('how')}</summary>
        <dl>
          <dt>{t('exact')}</dt>
          <dd className="figures">
            {figure.value === null ? '–' : formatDecimal(figure.value, reader)} {figure.unit}
          </dd>
          <dt>{t('col.source')}</dt>
          <dd>
            {t(`source_name.${figure.source}`, { ns: 'statistics', defaultValue: figure.source })}
            {figure.source_url && (
              <>
                {' '}
                <a href={figure.source_url} target="_blank" rel="noreferrer">
                  {t('source_file')}
                </a>
              </>
            )}
          </dd>
          <dt>{t('figure.vintage')}</dt>
          <dd className="figures">
            {figure.vintage} <span className="mono">{figure.file_hash.slice(0, 12)}</span>
          </dd>
          <dt>{t('figure.rows')}</dt>
          <dd className="figures">{figure.rows}</dd>
          <dt>{t('formula')}</dt>
          <dd>
            {t(`formula.${figure.formula_code}`, { defaultValue: figure.formula })}
            {figure.summary && <> {t('formula.said')}</>}
          </dd>
        </dl>
      </details>
    </li>
  );
}

/** Streak, record, milestone and change of pace of the series that the figure ends. */
function Said({ figure }: { figure: Figure }): ReactNode {
  const { t } = useTranslation('overview');
  const reader = useReader();
  const { summary, acceleration_pp: pace } = figure;
  if (!summary) return null;
  const { streak, record, milestone } = summary;
  const said: string[] = [];
  if (record?.highest || record?.lowest)
    said.push(
      t(record.highest ? 'short.record' : 'short.lowest', { since: formatPeriod(record.since, reader) }),
    );
  if (record && record.missing.length > 0 && (record.highest || record.lowest))
    said.push(t('short.missing', { years: runsOf(record.missing) }));
  if (streak && streak.length > 1)
    said.push(
      t(`short.streak_${streak.direction}`, {
        length: streak.length,
        bound: streak.at_least ? 'least' : 'exact',
      }),
    );
  if (pace !== null && pace !== 0)
    said.push(
      t(pace > 0 ? 'short.faster' : 'short.slower', { points: formatNumber(Math.abs(pace), reader, 1) }),
    );
  if (milestone)
    said.push(t('short.milestone', { amount: `${formatCompact(Number(milestone), reader)} ${figure.unit}` }));
  return (
    <ul className={styles.said}>
      {said.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}

/** 2014, 2015, 2016, 2019 → '2014–2016, 2019'. */
function runsOf(years: readonly string[]): string {
  const runs: [string, string][] = [];
  for (const year of years) {
    const last = runs.at(-1);
    if (last && Number(last[1]) === Number(year) - 1) last[1] = year;
    else runs.push([year, year]);
  }
  return runs.map(([from, to]) => (from === to ? from : `${from}–${to}`)).join(', ');
}
