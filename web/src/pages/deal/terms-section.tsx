import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { GoodsLine, Milestone, Terms } from '../../api/deals.ts';
import { usePlaceName } from '../../api/reference.ts';
import { formatMoney, toDecimal } from '../../format/money.ts';
import { formatDecimal } from '../../format/number.ts';
import { usePackageName, useUnitName } from '../../format/unit.ts';
import { useReader } from '../../i18n/reader.tsx';
import { CountryName, Instant, Money } from '../../parts/reading.tsx';
import { type Column, RecordTable } from '../../parts/record-table.tsx';
import { Facts, Section } from '../../parts/section.tsx';
import { disputeRows } from './dispute-terms.ts';

/** What was agreed: goods line by line, price, delivery term, carriage. */
export function TermsSection({ terms }: { terms: Terms }): ReactNode {
  const { t } = useTranslation(['deal', 'terms']);
  const reader = useReader();
  const placeName = usePlaceName();
  const { freight } = terms;
  const brokerFees = (['export_broker_fee', 'import_broker_fee'] as const).flatMap((name) => {
    const fee = terms[name];
    return fee ? [[name, fee] as const] : [];
  });
  return (
    <Section title={t('terms')} id="terms">
      <GoodsTable goods={terms.goods} />
      <Facts
        rows={[
          [t('price'), <Money key="p" of={terms.price} />],
          [t('delivery'), `${terms.incoterm} ${placeName(terms.incoterm_place)}, Incoterms 2020`],
          [t('charge.freight_to_frontier', { ns: 'terms' }), <Money key="a" of={freight.to_frontier} />],
          [t('charge.freight_at_frontier', { ns: 'terms' }), <Money key="b" of={freight.at_frontier} />],
          [
            t('charge.freight_after_frontier', { ns: 'terms' }),
            <Money key="c" of={freight.after_frontier} />,
          ],
          [t('charge.insurance', { ns: 'terms' }), <Money key="i" of={terms.insurance} />],
          [t('ship_by'), <Instant key="s" at={terms.ship_by} />],
          [t('fund_within'), t('days', { days: terms.fund_within_days })],
          ...brokerFees.map(([name, fee]): [string, ReactNode] => [t(name), <Money key={name} of={fee} />]),
          ...(terms.milestones
            ? [[t('payment'), <Milestones key="w" of={terms.milestones} />] as [string, ReactNode]]
            : []),
          ...disputeRows(terms, t, reader),
          [
            t('supervision_mode'),
            <span key="m" className="figures">
              {terms.supervision_mode}{' '}
              {t(`supervision.${terms.supervision_mode}`, { ns: 'terms', defaultValue: '' })}
            </span>,
          ],
        ]}
      />
    </Section>
  );
}

/** `Deposit 20 % · On acceptance 80 %` */
function Milestones({ of }: { of: Milestone[] }): ReactNode {
  const { t } = useTranslation(['deal', 'terms']);
  const reader = useReader();
  const share = (m: Milestone): string => {
    const part = m.amount
      ? formatMoney(m.amount, reader)
      : `${formatDecimal(toDecimal(String(m.share_bp)), reader)} %`;
    const days = m.after_days ? ` (${t('days', { days: m.after_days })})` : '';
    return `${t(`milestone.${m.due_on}`, { ns: 'terms', defaultValue: m.due_on })} ${part}${days}`;
  };
  return of.map(share).join(' · ');
}

export function GoodsTable({ goods }: { goods: GoodsLine[] }): ReactNode {
  const { t } = useTranslation(['deal', 'terms']);
  const reader = useReader();
  const unitName = useUnitName();
  const packageName = usePackageName();
  const number = (text: string): string => formatDecimal(text, reader);
  const columns: Column<GoodsLine>[] = [
    {
      id: 'goods',
      header: t('goods'),
      title: true,
      cell: (line) => (
        <>
          {line.description}
          <div className="small dimmed figures">
            HS {line.hs_code} · <CountryName code={line.origin_country} />
          </div>
        </>
      ),
    },
    {
      id: 'quantity',
      header: t('quantity'),
      end: true,
      cell: (line) => `${number(line.quantity)} ${unitName(line.unit)}`,
    },
    {
      id: 'packages',
      header: t('packages'),
      end: true,
      cell: (line) => `${line.packages} ${packageName(line.package_kind)}`,
    },
    {
      id: 'weight',
      header: t('weight'),
      end: true,
      cell: (line) => `${number(line.net_weight_kg)} / ${number(line.gross_weight_kg)} ${unitName('kg')}`,
    },
    { id: 'unit_price', header: t('unit_price'), end: true, cell: (line) => <Money of={line.unit_price} /> },
    { id: 'amount', header: t('col.amount'), end: true, cell: (line) => <Money of={line.amount} /> },
  ];
  return (
    <RecordTable caption={t('goods')} columns={columns} rows={goods} keyOf={(line) => String(line.line)} />
  );
}
