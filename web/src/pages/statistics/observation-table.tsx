import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Observation } from '../../api/statistics.ts';
import { useAreaName } from '../../format/area.ts';
import { formatPeriod } from '../../format/date.ts';
import { formatDecimal } from '../../format/number.ts';
import { useReader } from '../../i18n/reader.tsx';
import { type Column, RecordTable } from '../../parts/record-table.tsx';
import { ToneBadge } from '../../parts/status-badge.tsx';

const tones = {
  reported: 'done',
  estimate: 'attention',
  incomplete: 'attention',
  confidential: 'refused',
  demo: 'attention',
} as const;

/** The table twin: every figure with unit, status, source and vintage; figures not preferred say so. */
export function ObservationTable({ rows }: { rows: Observation[] }): ReactNode {
  const { t } = useTranslation(['statistics', 'terms']);
  const reader = useReader();
  const areaName = useAreaName();
  const columns: Column<Observation>[] = [
    { id: 'period', header: t('period'), title: true, cell: (row) => formatPeriod(row.period, reader) },
    {
      id: 'flow',
      header: t('flow'),
      cell: (row) =>
        t('row_flow', {
          flow: t(`flow.${row.flow}`, { ns: 'terms' }),
          reporter: areaName(row.reporter),
          partner: areaName(row.partner),
        }),
    },
    {
      id: 'value',
      header: t('value'),
      end: true,
      cell: (row) => (row.value === null ? t('withheld') : `${formatDecimal(row.value, reader)} ${row.unit}`),
    },
    {
      id: 'valuation',
      header: t('valuation'),
      cell: (row) => row.valuation ?? <span className="dimmed">{t('unknown')}</span>,
    },
    {
      id: 'status',
      header: t('col.state'),
      cell: (row) => (
        <>
          <ToneBadge tone={tones[row.status as keyof typeof tones] ?? 'neutral'}>
            {t(`status.${row.status}`, { defaultValue: row.status })}
          </ToneBadge>
          {!row.preferred && <div className="small dimmed">{t('not_preferred')}</div>}
        </>
      ),
    },
    {
      id: 'source',
      header: t('col.source'),
      cell: (row) => (
        <span className="small">
          {row.source_url ? (
            <a href={row.source_url} rel="noreferrer" target="_blank">
              {hostOf(row.source_url)}
            </a>
          ) : (
            t(`source_name.${row.source}`, { defaultValue: row.source })
          )}
          {row.source_note && <div className="dimmed">{row.source_note}</div>}
          <div className="dimmed figures">
            {t('figure.vintage')} {row.vintage} ·{' '}
            <span title={row.file_hash}>{row.file_hash.slice(0, 8)}</span>
          </div>
        </span>
      ),
    },
  ];
  return (
    <RecordTable
      caption={t('table_caption')}
      columns={columns}
      rows={[...rows].reverse()}
      keyOf={(row) =>
        `${row.period} ${row.flow} ${row.reporter} ${row.value} ${row.source_url} ${row.source_note}`
      }
    />
  );
}

function hostOf(url: string): string {
  try {
    return new URL(url).hostname.replace(/^www\./, '');
  } catch {
    return url.slice(0, 60);
  }
}
