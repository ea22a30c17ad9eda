import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FigureChange, PartnerChange } from '../../api/changes.ts';
import { useAreaName } from '../../format/area.ts';
import { formatDecimal, formatPercent } from '../../format/number.ts';
import { useReader } from '../../i18n/reader.tsx';
import { type Column, WideTable } from '../../parts/record-table.tsx';
import { ToneBadge } from '../../parts/status-badge.tsx';

/** 'Exports: China – Kazakhstan'. */
export function usePairName(): (pair: Pick<PartnerChange, 'reporter' | 'partner' | 'flow'>) => string {
  const { t } = useTranslation(['statistics', 'terms']);
  const areaName = useAreaName();
  return ({ reporter, partner, flow }) =>
    t('changes.pair', {
      flow: t(`flow.${flow}`, { ns: 'terms', defaultValue: flow }),
      reporter: areaName(reporter),
      partner: areaName(partner),
    });
}

/** Trade of all goods by pair and flow, before and after. */
export function PartnerChanges({ rows }: { rows: PartnerChange[] }): ReactNode {
  const { t } = useTranslation('statistics');
  const pairName = usePairName();
  return (
    <WideTable
      caption={t('changes.partners')}
      rows={rows}
      keyOf={(row) => `${row.reporter} ${row.partner} ${row.flow} ${row.currency}`}
      columns={[
        { id: 'pair', header: t('partner'), title: true, cell: pairName },
        ...useAmountColumns<PartnerChange>(),
      ]}
    />
  );
}

const tones = { added: 'active', revised: 'attention', withdrawn: 'refused' } as const;

/** Single figures, before and after. */
export function FigureChanges({ rows }: { rows: FigureChange[] }): ReactNode {
  const { t } = useTranslation('statistics');
  const pairName = usePairName();
  return (
    <WideTable
      caption={t('changes.figures')}
      rows={rows}
      keyOf={(row) => [row.reporter, row.partner, row.flow, row.commodity, row.part, row.currency].join(' ')}
      columns={[
        { id: 'pair', header: t('partner'), title: true, cell: pairName },
        {
          id: 'goods',
          header: t('changes.goods'),
          cell: (row) => (
            <>
              {row.commodity === 'TOTAL' ? t('changes.all_goods') : row.commodity}
              {row.part && <div className="small dimmed">{row.part}</div>}
            </>
          ),
        },
        {
          id: 'kind',
          header: t('changes.kind'),
          cell: (row) => <ToneBadge tone={tones[row.kind]}>{t(`changes.kind.${row.kind}`)}</ToneBadge>,
        },
        ...useAmountColumns<FigureChange>(),
      ]}
    />
  );
}

function useAmountColumns<
  T extends Pick<PartnerChange, 'before' | 'after' | 'change' | 'change_pct' | 'currency'>,
>(): Column<T>[] {
  const { t } = useTranslation('statistics');
  const reader = useReader();
  const amount = (text: string | null): string => (text === null ? '–' : formatDecimal(text, reader));
  return [
    { id: 'before', header: t('changes.before'), end: true, cell: (row) => amount(row.before) },
    { id: 'after', header: t('changes.after'), end: true, cell: (row) => amount(row.after) },
    {
      id: 'change',
      header: t('changes.change'),
      end: true,
      cell: (row) => `${row.change.startsWith('-') ? '' : '+'}${amount(row.change)} ${row.currency}`,
    },
    {
      id: 'pct',
      header: '%',
      end: true,
      cell: (row) => (row.change_pct === null ? '–' : formatPercent(row.change_pct, reader, 2, true)),
    },
  ];
}
