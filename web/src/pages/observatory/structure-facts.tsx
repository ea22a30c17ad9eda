import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TradeStructure } from '../../api/observatory.ts';
import { formatCompact, formatNumber, formatPercent } from '../../format/number.ts';
import { useReader } from '../../i18n/reader.tsx';
import { Facts, Note } from '../../parts/section.tsx';
import { Guards } from './guards.tsx';

/** Total, growth and concentration beneath the picture; and what its parts leave out. */
export function StructureFacts({ structure }: { structure: TradeStructure }): ReactNode {
  const { t } = useTranslation('observatory');
  const reader = useReader();
  const { concentration: held, stated_total, parts_share_pct, growth_pct, currency } = structure;
  const percent = (value: number | null): string => (value === null ? '–' : formatPercent(value, reader, 2));
  return (
    <>
      <Facts
        rows={[
          [
            t('structure.stated'),
            stated_total === null ? null : `${formatCompact(Number(stated_total), reader, 2)} ${currency}`,
          ],
          [t('structure.covered'), percent(parts_share_pct)],
          [t('measure.growth'), growth_pct === null ? '–' : formatPercent(growth_pct, reader, 2, true)],
          ...(held
            ? [
                ['HHI', formatNumber(held.hhi, reader, 4)] as [string, ReactNode],
                [t('structure.lines'), formatNumber(held.lines, reader)] as [string, ReactNode],
                [t('structure.equivalent'), formatNumber(held.equivalent_lines, reader, 1)] as [
                  string,
                  ReactNode,
                ],
              ]
            : []),
        ]}
      />
      {structure.by === 'group' && <Note tone="active">{t('structure.groups_overlap')}</Note>}
      {structure.not_in_edition.length > 0 && (
        <Note>{t('structure.not_in_edition', { groups: structure.not_in_edition.join(', ') })}</Note>
      )}
      <Guards guards={structure.guards} />
    </>
  );
}
