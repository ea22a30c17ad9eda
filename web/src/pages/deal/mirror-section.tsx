import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type MirrorExplained, mirrorQuery } from '../../api/deal-parts.ts';
import { isZero } from '../../format/money.ts';
import { Money } from '../../parts/reading.tsx';
import { WideTable } from '../../parts/record-table.tsx';
import { DemoMark, Section } from '../../parts/section.tsx';
import { plain, ToneBadge } from '../../parts/status-badge.tsx';

/** Why export (FOB) and import (CIF) of one deal differ, part by part, down to what is left. */
export function MirrorSection({ deal_id }: { deal_id: string }): ReactNode {
  const { t } = useTranslation('deal');
  const mirror = useQuery({ ...mirrorQuery(deal_id), retry: false });
  // The comparison exists only once both sides are released; until then there is nothing to say about it.
  if (!mirror.data) return null;
  const { contract, usd, demo } = mirror.data;
  const whole = isZero(contract.residual) && (usd === null || isZero(usd.residual));
  return (
    <Section
      title={t('mirror')}
      aside={
        <span>
          {demo && <DemoMark />}{' '}
          <ToneBadge tone={whole ? 'done' : 'attention'}>
            {t(whole ? 'mirror_explained' : 'mirror_not_explained')}
          </ToneBadge>
        </span>
      }
    >
      <p className="dimmed">{t('mirror_about')}</p>
      <GapTable contract={contract} usd={usd} />
    </Section>
  );
}

function GapTable({ contract, usd }: { contract: MirrorExplained; usd: MirrorExplained | null }): ReactNode {
  const { t } = useTranslation(['deal', 'terms']);
  const row = (name: string, pick: (side: MirrorExplained) => MirrorExplained['gap'] | undefined) => ({
    name,
    contract: pick(contract),
    usd: usd ? pick(usd) : undefined,
  });
  const parts = [
    ...new Set([contract, ...(usd ? [usd] : [])].flatMap((side) => side.explained.map((p) => p.part))),
  ];
  const rows = [
    row(t('mirror_export'), (side) => side.export_fob),
    ...parts.map((part) =>
      row(
        `+ ${t(`mirror_part.${part}`, { defaultValue: plain(part) })}`,
        (side) => side.explained.find((p) => p.part === part)?.amount,
      ),
    ),
    row(t('mirror_import'), (side) => side.import_cif),
    row(t('mirror_gap'), (side) => side.gap),
    row(t('mirror_residual'), (side) => side.residual),
  ];
  return (
    <WideTable
      caption={t('mirror')}
      rows={rows}
      keyOf={(line) => line.name}
      columns={[
        { id: 'name', header: t('part'), title: true, cell: (line) => line.name },
        {
          id: 'contract',
          header: t('contract_currency'),
          end: true,
          cell: (line) => <Money of={line.contract} />,
        },
        ...(usd
          ? [
              {
                id: 'usd',
                header: 'USD',
                end: true,
                cell: (line: (typeof rows)[number]) => <Money of={line.usd} />,
              },
            ]
          : []),
      ]}
    />
  );
}
