import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { TradeFlow } from '../../api/statistics.ts';
import { ChartFigure } from '../../chart/chart-figure.tsx';
import { useAreaName } from '../../format/area.ts';
import { formatPeriod } from '../../format/date.ts';
import { marksOf } from '../../format/marks.ts';
import { formatCompact, formatDecimal } from '../../format/number.ts';
import { useReader } from '../../i18n/reader.tsx';
import { WideTable } from '../../parts/record-table.tsx';

const FlowMap = lazy(() => import('../../map/flow-map.tsx').then((m) => ({ default: m.FlowMap })));

/** China's trade with each country of the region on the map. */
export function FlowsSection({ flows }: { flows: TradeFlow[] }): ReactNode {
  const { t } = useTranslation(['overview', 'statistics', 'terms']);
  const reader = useReader();
  const areaName = useAreaName();
  const { view } = useSearch({ from: '/' });
  const navigate = useNavigate({ from: '/' });
  const drawn = useMemo(
    () =>
      flows.map((flow) => ({
        area: flow.partner,
        name: areaName(flow.partner),
        amount: formatCompact(Number(flow.total), reader),
        total: Number(flow.total),
        out: flow.export === null ? null : Number(flow.export),
        back: flow.import === null ? null : Number(flow.import),
      })),
    [flows, areaName, reader],
  );
  const bySize = flows.toSorted((a, b) => Number(b.total) - Number(a.total));
  const [largest] = bySize;
  if (!largest) return null;
  const title = t('flows.sentence', {
    partner: areaName(largest.partner),
    value: `${formatCompact(Number(largest.total), reader)} ${largest.currency}`,
    period: formatPeriod(largest.period, reader),
  });
  const exact = (text: string | null): string => (text === null ? '–' : formatDecimal(text, reader));
  return (
    <ChartFigure
      title={title}
      view={view === 'table' ? 'table' : 'chart'}
      setView={(next) => void navigate({ search: (old) => ({ ...old, view: next }), resetScroll: false })}
      name="sauda-flows-CN-C5"
      rows={[
        ['reporter', 'partner', 'period', 'total', 'export', 'import', 'currency', 'source_url', 'vintage'],
        ...bySize.map((f) => [
          ...[f.reporter, f.partner, f.period, f.total, f.export, f.import],
          ...[f.currency, f.source_url, f.vintage],
        ]),
      ]}
      chart={<FlowMap from={{ area: 'CN', name: areaName('CN') }} flows={drawn} description={title} />}
      table={
        <WideTable
          caption={t('flows.caption')}
          rows={bySize}
          keyOf={(f) => f.partner}
          columns={[
            {
              id: 'partner',
              header: t('partner', { ns: 'statistics' }),
              title: true,
              cell: (f) => areaName(f.partner),
            },
            {
              id: 'period',
              header: t('period', { ns: 'statistics' }),
              cell: (f) => formatPeriod(f.period, reader),
            },
            ...(['total', 'export', 'import'] as const).map((flow) => ({
              id: flow,
              header: `${t(`flow.${flow}`, { ns: 'terms' })}, ${largest.currency}`,
              end: true,
              cell: (f: TradeFlow) => exact(f[flow]),
            })),
          ]}
        />
      }
      source={
        <p>
          {t('unit_line', { ns: 'statistics', unit: largest.currency })} ·{' '}
          {t('source_name.official', { ns: 'statistics' })} ·{' '}
          {t('vintage_line', {
            ns: 'statistics',
            vintages: [...new Set(flows.map((f) => f.vintage))].join(', '),
          })}
          {marksOf(reader).stop}
          {t('china_reports')} {t('flows.note')}
        </p>
      }
      formula={<p>{t('flows.formula')}</p>}
    />
  );
}
