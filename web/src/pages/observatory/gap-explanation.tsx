import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type MirrorDirection,
  type MirrorExplanation,
  mirrorExplanationQuery,
} from '../../api/observatory.ts';
import { formatPeriod } from '../../format/date.ts';
import { formatDecimal, formatNumber, formatPercent } from '../../format/number.ts';
import { useReader } from '../../i18n/reader.tsx';
import { Answer } from '../../parts/answer.tsx';
import { RecordTable } from '../../parts/record-table.tsx';
import { Facts, Note, Section } from '../../parts/section.tsx';
import { useSaid } from './use-said.ts';

/** Why both reports of one period differ: parts that add up to the gap, a value between both, and published evidence. */
export function GapExplanation({
  exporter,
  importer,
  period,
  source,
  as_of,
}: {
  exporter: string;
  importer: string;
  period: string;
  source: string;
  as_of: string | undefined;
}): ReactNode {
  const { t } = useTranslation('observatory');
  const reader = useReader();
  const mirror = useQuery(mirrorExplanationQuery({ a: exporter, b: importer, period, source, as_of }));
  return (
    <Section title={t('gap.title', { period: formatPeriod(period, reader) })}>
      <Answer query={mirror}>
        {(seen) => {
          const direction = seen.directions.find((d) => d.exporter === exporter);
          return (
            <>
              {direction?.parts ? (
                <Parts direction={direction} currency={seen.currency} />
              ) : (
                <Note>{t('gap.one_sided')}</Note>
              )}
              {direction?.reconciled && (
                <Facts
                  rows={[
                    [
                      t('gap.reconciled'),
                      `${formatDecimal(direction.reconciled.value, reader)} ${seen.currency}`,
                    ],
                    [t('gap.weight'), formatPercent(direction.reconciled.exporter_weight * 100, reader, 1)],
                    [t('gap.flows'), formatNumber(direction.reconciled.flows, reader)],
                  ]}
                />
              )}
              <Evidence evidence={seen.evidence} />
            </>
          );
        }}
      </Answer>
    </Section>
  );
}

function Parts({ direction, currency }: { direction: MirrorDirection; currency: string }): ReactNode {
  const { t } = useTranslation('observatory');
  const reader = useReader();
  const said = useSaid();
  const keyOf = (part: string): string => part.toLowerCase().replaceAll(' ', '_');
  return (
    <RecordTable
      caption={t('gap.parts')}
      rows={direction.parts ?? []}
      keyOf={(part) => part.part}
      columns={[
        {
          id: 'part',
          header: t('structure.part'),
          title: true,
          cell: ({ part, note, said: sentence }) => (
            <>
              {t(`gap_part.${keyOf(part)}`, { defaultValue: part })}
              <div className="small dimmed">{said(sentence, note)}</div>
            </>
          ),
        },
        {
          id: 'basis',
          header: t('gap.basis'),
          cell: ({ basis }) => t(`gap_basis.${basis}`, { defaultValue: basis }),
        },
        {
          id: 'amount',
          header: currency,
          end: true,
          // What cannot be estimated is unknown, not nothing; the remainder holds it.
          cell: ({ amount, basis }) =>
            basis === 'not_estimable' ? t('gap.unknown') : formatDecimal(amount, reader),
        },
      ]}
      foot={
        <tfoot>
          <tr>
            <td colSpan={2}>{t('mirror.gap')}</td>
            <td style={{ textAlign: 'right' }}>{direction.gap && formatDecimal(direction.gap, reader)}</td>
          </tr>
        </tfoot>
      }
    />
  );
}

/** What others have published of this gap; shown beside the figures, never turned into one. */
function Evidence({ evidence }: { evidence: MirrorExplanation['evidence'] }): ReactNode {
  const { t } = useTranslation('observatory');
  const reader = useReader();
  if (evidence.gaps.length + evidence.reasons.length === 0) return null;
  return (
    <details>
      <summary>{t('gap.evidence', { count: evidence.gaps.length + evidence.reasons.length })}</summary>
      <ul className="small">
        {evidence.gaps.map((gap) => (
          <li key={`${gap.partner} ${gap.period} ${gap.source}`}>
            {formatPeriod(gap.period, reader)}:{' '}
            {t('gap.published', {
              china: formatDecimal(gap.china_usd, reader),
              partner: formatDecimal(gap.partner_usd, reader),
            })}{' '}
            <span className="dimmed">{gap.source}</span>
          </li>
        ))}
        {evidence.reasons.map((reason) => (
          <li key={reason.code}>
            {t(`evidence.${reason.code}`, { defaultValue: reason.text })}{' '}
            {reason.status === 'unverified' && <em>({t('evidence.unverified')})</em>}{' '}
            <span className="dimmed">{reason.source}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
