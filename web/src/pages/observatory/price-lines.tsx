import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { UnitValues } from '../../api/observatory.ts';
import { formatPeriod } from '../../format/date.ts';
import { formatNumber } from '../../format/number.ts';
import { useReader } from '../../i18n/reader.tsx';
import { WideTable } from '../../parts/record-table.tsx';
import { Section } from '../../parts/section.tsx';
import { ToneBadge } from '../../parts/status-badge.tsx';

const SHOWN = 25;

/** The lines of the last period, the strangest first: what an outlier is, line by line. */
export function PriceLines({ prices }: { prices: UnitValues }): ReactNode {
  const { t } = useTranslation('observatory');
  const reader = useReader();
  const [first] = prices.lines;
  if (!first) return null;
  return (
    <Section title={t('prices.lines', { period: formatPeriod(first.period, reader) })}>
      <WideTable
        caption={t('prices.lines', { period: formatPeriod(first.period, reader) })}
        rows={prices.lines.slice(0, SHOWN)}
        keyOf={(line) => `${line.period} ${line.commodity}`}
        columns={[
          {
            id: 'code',
            header: 'HS',
            title: true,
            cell: (line) => (
              <Link to="/statistics/products/$hs" params={{ hs: line.commodity }}>
                {line.commodity}
              </Link>
            ),
          },
          {
            id: 'value',
            header: `${t('prices.unit_value')}, ${prices.currency}/kg`,
            end: true,
            cell: (line) => formatNumber(line.unit_value, reader, 2),
          },
          {
            id: 'score',
            header: t('prices.score'),
            end: true,
            cell: (line) => formatNumber(line.score, reader, 1),
          },
          {
            id: 'mark',
            header: t('col.state'),
            cell: (line) => (
              <ToneBadge tone={line.outlier ? 'attention' : 'done'}>
                {t(line.outlier ? 'prices.is_outlier' : 'prices.is_usual')}
              </ToneBadge>
            ),
          },
        ]}
      />
      {prices.lines.length > SHOWN && (
        <p className="small dimmed">{t('prices.more_lines', { count: prices.lines.length - SHOWN })}</p>
      )}
    </Section>
  );
}
