import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlaceName } from '../../api/reference.ts';
import { formatDay } from '../../format/date.ts';
import { marksOf } from '../../format/marks.ts';
import { formatMoney, type MoneyJson } from '../../format/money.ts';
import { countryName } from '../../format/names.ts';
import { formatDecimal } from '../../format/number.ts';
import { useUnitName } from '../../format/unit.ts';
import { useReader } from '../../i18n/reader.tsx';
import { CommandButtons } from '../../parts/command-buttons.tsx';
import { Money } from '../../parts/reading.tsx';
import { RecordTable } from '../../parts/record-table.tsx';
import { Facts, Section } from '../../parts/section.tsx';
import type { CartLine, CartSeller, Landed, LimitCheck } from './shop-api.ts';

/** The lines of one seller, which become one deal, with the cost in the reader's country. */
export function CartSellerSection({ group, country }: { group: CartSeller; country: string }): ReactNode {
  const { t } = useTranslation('shop');
  const reader = useReader();
  const unitName = useUnitName();
  const placeName = usePlaceName();
  const title = `${group.seller.name}${marksOf(reader).comma}${countryName(group.seller.country, reader)}`;
  return (
    <Section title={title}>
      <RecordTable
        caption={title}
        rows={group.lines}
        keyOf={(line) => line.listing_id}
        columns={[
          {
            id: 'goods',
            header: t('goods'),
            title: true,
            cell: (line) => (
              <>
                {line.title}
                <Remarks line={line} />
              </>
            ),
          },
          {
            id: 'quantity',
            header: t('quantity'),
            end: true,
            cell: (line) => `${formatDecimal(line.quantity, reader)} ${unitName(line.unit)}`,
          },
          {
            id: 'price',
            header: t('unit_price'),
            end: true,
            cell: (line) =>
              line.price ? (
                <>
                  <Money of={line.price} />
                  <div className="small dimmed">
                    {line.price.incoterm} {placeName(line.price.place)}
                  </div>
                </>
              ) : (
                t('unknown')
              ),
          },
          { id: 'amount', header: t('amount'), end: true, cell: (line) => <Money of={line.amount} /> },
          {
            id: 'act',
            header: t('act'),
            cell: (line) => <LineCommands line={line} unit={unitName(line.unit)} />,
          },
        ]}
      />
      <Facts
        rows={[
          [t('total_goods'), <Money key="t" of={group.total} />],
          ...(group.landed ? landedRows(group.landed, group.currency, country, t, reader) : []),
          ...(group.domestic
            ? [[t('landed', { country: countryName(country, reader) }), t('domestic')] as Row]
            : []),
          ...(group.as_parcel ? parcelRows(group.as_parcel, t, reader) : []),
        ]}
      />
      {group.landed && (
        <p className="small dimmed">
          {t('rules_of', { date: formatDay(group.landed.date, reader) })}{' '}
          {group.landed.rates.map(
            ({ from, as_of }) =>
              `${t('rate_of', { from, to: group.landed?.currency ?? '', date: formatDay(as_of, reader) })} `,
          )}
          {group.landed.freight.valid_to &&
            t('rate_card', {
              date: formatDay(group.landed.freight.valid_to, reader),
              demo: String(group.landed.freight.demo),
            })}{' '}
          {group.landed.unverified && t('unverified')} {group.landed.preference && t('preference')}
        </p>
      )}
    </Section>
  );
}

function LineCommands({ line, unit }: { line: CartLine; unit: string }): ReactNode {
  const { t } = useTranslation('shop');
  const path = `/cart/lines/${line.listing_id}`;
  return (
    <CommandButtons
      commands={[
        {
          name: t('change'),
          method: 'PUT',
          path,
          fixed: { unit: line.unit },
          fields: [
            {
              name: 'quantity',
              label: `${t('quantity')}, ${unit}`,
              kind: 'decimal',
              start: line.quantity.replace(/\.?0+$/, ''),
            },
          ],
        },
        { name: t('take_out'), method: 'DELETE', path, fields: [] },
      ]}
    />
  );
}

/** What is wrong with a line, and what has changed since it was put in, with both prices. */
function Remarks({ line }: { line: CartLine }): ReactNode {
  const { t } = useTranslation('shop');
  const reader = useReader();
  const values = {
    moq: formatDecimal(line.moq, reader),
    multiple: formatDecimal(line.order_multiple ?? '0', reader),
    left: formatDecimal(line.left ?? '0', reader),
    before: formatMoney(line.seen, reader),
    now: line.price ? formatMoney(line.price, reader) : '',
  };
  const remarks = [
    ...line.problems.map((problem) => t(`problem.${problem}`, values)),
    ...line.changes.map((change) => t(`change_of.${change}`, values)),
  ];
  if (remarks.length === 0) return null;
  return (
    <ul className="small">
      {remarks.map((remark) => (
        <li key={remark}>{remark}</li>
      ))}
    </ul>
  );
}

type Words = (key: string, values?: Record<string, unknown>) => string;
type Row = [string, ReactNode];

/** In the currency of the country; the goods are not said again where that is the seller's too. */
function landedRows(
  landed: Landed,
  sold_in: string,
  country: string,
  t: Words,
  reader: ReturnType<typeof useReader>,
): Row[] {
  const or = (money: MoneyJson | null): string => (money ? formatMoney(money, reader) : t('unknown'));
  const charge = (money: MoneyJson | null): string => (landed.charges_in_price ? t('in_price') : or(money));
  const { freight } = landed;
  const bare = freight.state === 'not_known';
  const carried = bare ? t('no_rate_card') : freight.amount ? or(freight.amount) : t('in_price');
  const excise = landed.excise?.amount !== '0' || landed.missing.includes('excise');
  return [
    ...(landed.currency === sold_in
      ? []
      : [[t('goods_in', { currency: landed.currency }), or(landed.price)] as Row]),
    [t('charge.freight'), carried],
    [t('charge.insurance'), landed.insured ? t('in_price') : t('no_insurance')],
    [t('charge.duty'), charge(landed.duty)],
    ...(excise ? [[t('charge.excise'), charge(landed.excise)] as Row] : []),
    [t('charge.vat'), charge(landed.vat)],
    [t('charge.fee'), charge(landed.fee)],
    [t(bare ? 'landed_bare' : 'landed', { country: countryName(country, reader) }), or(landed.total)],
  ];
}

function parcelRows(check: LimitCheck, t: Words, reader: ReturnType<typeof useReader>): Row[] {
  const marks = marksOf(reader);
  const [first] = check.limits;
  const limit = first?.value ? formatMoney(first.value, reader) : '';
  const verdict = t(`verdict.${check.verdict}`);
  const asked =
    check.verdict === 'above'
      ? check.duty && check.vat
        ? t('above_asked', { duty: formatMoney(check.duty, reader), vat: formatMoney(check.vat, reader) })
        : t('above_unknown')
      : '';
  return [
    [
      t('as_parcel'),
      <div key="p">
        {verdict}
        {limit && marks.aside(`${limit}${marks.comma}${t(`period.${first?.period ?? 'parcel'}`)}`)}
        {asked && <div>{asked}</div>}
        {first && (
          <div className="small dimmed">
            {t(`limit_status.${first.status}`)}
            {marks.colon}
            {first.source}
          </div>
        )}
      </div>,
    ],
  ];
}
