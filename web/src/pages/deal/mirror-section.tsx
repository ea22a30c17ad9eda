import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { mirrorQuery } from '../../api/deal-parts.ts';
import { isZero } from '../../format/money.ts';
import { Money } from '../../parts/reading.tsx';
import { WideTable } from '../../parts/record-table.tsx';
import { Section } from '../../parts/section.tsx';
import { plain, ToneBadge } from '../../parts/status-badge.tsx';

/** Why export (FOB) and import (CIF) of one deal differ, part by part, down to what is left. */
export function MirrorSection({ deal_id }: { deal_id: string }): ReactNode {
  const { t } = useTranslation(['deal', 'terms']);
  const mirror = useQuery({ ...mirrorQuery(deal_id), retry: false });
  // The comparison exists only once both sides are released; until then there is nothing to say about it.
  if (!mirror.data) return null;
  const { export_fob, import_cif, gap, explained, residual } = mirror.data;
  const rows = [
    { name: t('mirror_export'), amount: export_fob },
    ...explained.map((part) => ({
      name: `+ ${t(`charge.${part.part}`, { ns: 'terms', defaultValue: plain(part.part) })}`,
      amount: part.amount,
    })),
    { name: t('mirror_import'), amount: import_cif },
    { name: t('mirror_gap'), amount: gap },
    { name: t('mirror_residual'), amount: residual },
  ];
  return (
    <Section
      title={t('mirror')}
      aside={
        isZero(residual) ? (
          <ToneBadge tone="done">{t('mirror_explained')}</ToneBadge>
        ) : (
          <ToneBadge tone="attention">{t('mirror_not_explained')}</ToneBadge>
        )
      }
    >
      <p className="dimmed">{t('mirror_about')}</p>
      <WideTable
        caption={t('mirror')}
        rows={rows}
        keyOf={(row) => row.name}
        columns={[
          { id: 'name', header: t('part'), title: true, cell: (row) => row.name },
          { id: 'amount', header: t('col.amount'), end: true, cell: (row) => <Money of={row.amount} /> },
        ]}
      />
    </Section>
  );
}
