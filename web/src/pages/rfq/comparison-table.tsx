import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlaceName } from '../../api/reference.ts';
import type { ComparedAnswer, ComparedQuote, Comparison } from '../../api/rfqs.ts';
import { formatDecimal } from '../../format/number.ts';
import { useUnitName } from '../../format/unit.ts';
import { useReader } from '../../i18n/reader.tsx';
import { CommandButtons } from '../../parts/command-buttons.tsx';
import { CountryName, Deadline, Money } from '../../parts/reading.tsx';
import { type Column, RecordTable } from '../../parts/record-table.tsx';
import { StatusBadge, ToneBadge } from '../../parts/status-badge.tsx';
import { disputeRows } from '../deal/dispute-terms.ts';

/** One row for each seller that was asked; what is not known says so, and is no reason to call an offer cheap. */
export function ComparisonTable({ seen }: { seen: Comparison }): ReactNode {
  const { t } = useTranslation(['rfqs', 'terms']);
  const unknown = <span className="dimmed">{t('unknown')}</span>;
  const of = (show: (quote: ComparedQuote) => ReactNode) => (row: ComparedAnswer) =>
    row.quote ? show(row.quote) : null;
  const columns: Column<ComparedAnswer>[] = [
    { id: 'seller', header: t('seller'), title: true, cell: (row) => <Seller row={row} seen={seen} /> },
    { id: 'unit', header: t('per_unit'), end: true, cell: of((quote) => <UnitPrices quote={quote} />) },
    {
      id: 'price',
      header: t('price'),
      end: true,
      cell: of(({ price }) => (
        <>
          {price.own ? <Money of={price.own} /> : unknown}
          <div className="small dimmed">
            <Money of={price.contract} />
          </div>
        </>
      )),
    },
    { id: 'landed', header: t('landed'), end: true, cell: of((quote) => <Landed quote={quote} />) },
    { id: 'delivery', header: t('delivery'), cell: of((quote) => <Delivery quote={quote} />) },
    {
      id: 'valid',
      header: t('valid_until'),
      cell: (row) =>
        row.quote?.expired ? (
          <ToneBadge tone="refused">{t('expired')}</ToneBadge>
        ) : row.state === 'quoted' && row.quote ? (
          <Deadline at={row.quote.valid_until} />
        ) : null,
    },
    {
      id: 'award',
      header: t('award'),
      cell: (row) =>
        canAward(row, seen) ? <Award row={row} seen={seen} quote_number={row.quote.quote_number} /> : null,
    },
  ];
  return (
    <RecordTable
      caption={t('comparison')}
      columns={columns}
      rows={seen.answers}
      keyOf={(row) => row.deal_id}
    />
  );
}

function Seller({ row, seen }: { row: ComparedAnswer; seen: Comparison }): ReactNode {
  const { t } = useTranslation(['rfqs', 'terms']);
  return (
    <>
      <Link to="/deals/$deal_id" params={{ deal_id: row.deal_id }}>
        {row.seller.name}
      </Link>
      <div className="small dimmed">
        <CountryName code={row.seller.country} /> ·{' '}
        {row.seller.trust === null ? t('unknown') : t(`trust.${row.seller.trust}`)}
      </div>
      {seen.awarded_deal_id === row.deal_id ? (
        <ToneBadge tone="done">{t('awarded')}</ToneBadge>
      ) : (
        <StatusBadge kind="deal" state={row.state} />
      )}{' '}
      {seen.lowest_landed === row.deal_id && <ToneBadge tone="done">{t('lowest')}</ToneBadge>}
      {row.quote?.offered_by === 'buyer' && <div className="small">{t('own_counter')}</div>}
    </>
  );
}

function UnitPrices({ quote }: { quote: ComparedQuote }): ReactNode {
  const { t } = useTranslation('rfqs');
  const reader = useReader();
  const unitName = useUnitName();
  return quote.lines.map((line) => (
    <div key={line.line}>
      <Money of={line.unit_price.own ?? line.unit_price.contract} /> / {unitName(line.unit)}
      <div className="small dimmed">
        {line.tier_from === null || line.moq === null
          ? t('no_tier')
          : t('tier', { from: formatDecimal(line.tier_from, reader), moq: formatDecimal(line.moq, reader) })}
      </div>
    </div>
  ));
}

function Landed({ quote: { landed, unknown } }: { quote: ComparedQuote }): ReactNode {
  const { t } = useTranslation(['rfqs', 'terms']);
  return (
    <details>
      <summary>
        {landed.total?.own ? <Money of={landed.total.own} /> : <span className="dimmed">{t('unknown')}</span>}
      </summary>
      {landed.per_unit_own && (
        <div className="small">
          {t('landed_unit')}: <Money of={landed.per_unit_own} />
        </div>
      )}
      {landed.lines.map((line) => (
        <div key={line.item} className="small">
          {t(`charge.${line.item}`, { ns: 'terms', defaultValue: line.item })}:{' '}
          {line.amount ? (
            <Money of={line.amount.own ?? line.amount.contract} />
          ) : (
            <span className="dimmed">{t('unknown')}</span>
          )}
        </div>
      ))}
      {unknown.length > 0 && (
        <div className="small">
          {t('missing')}{' '}
          {unknown
            .map((item) =>
              t([`missing.${item}`, `charge.${item}`], { ns: ['rfqs', 'terms'], defaultValue: item }),
            )
            .join(', ')}
        </div>
      )}
    </details>
  );
}

function Delivery({ quote }: { quote: ComparedQuote }): ReactNode {
  const { t } = useTranslation(['rfqs', 'deal']);
  const reader = useReader();
  const placeName = usePlaceName();
  return (
    <>
      {quote.incoterm} {placeName(quote.incoterm_place)}
      <div className="small dimmed">{t('leaves_within', { days: quote.lead_time_days })}</div>
      {disputeRows(quote, t, reader).map(([name, value]) => (
        <div key={name} className="small dimmed">
          {name}: {value}
        </div>
      ))}
    </>
  );
}

function canAward(row: ComparedAnswer, seen: Comparison): row is ComparedAnswer & { quote: ComparedQuote } {
  const { state, quote } = row;
  return (
    !seen.awarded_deal_id &&
    state === 'quoted' &&
    quote !== null &&
    !quote.expired &&
    quote.offered_by !== 'buyer'
  );
}

/** Accepting one says what happens to the others. */
function Award({
  row,
  seen,
  quote_number,
}: {
  row: ComparedAnswer;
  seen: Comparison;
  quote_number: number;
}): ReactNode {
  const { t } = useTranslation('rfqs');
  return (
    <CommandButtons
      commands={[
        {
          name: t('accept'),
          explain: t('accept_explain', { seller: row.seller.name }),
          method: 'POST',
          path: `/inquiries/${seen.inquiry_id}/award`,
          fixed: { deal_id: row.deal_id, quote_number },
          fields: [
            {
              name: 'others',
              label: t('others'),
              kind: 'choice',
              start: 'decline',
              choices: ['decline', 'leave'].map((value) => ({ value, label: t(`others.${value}`) })),
            },
            { name: 'reason', label: t('reason'), kind: 'text', optional: true, longest: 500 },
          ],
        },
      ]}
    />
  );
}
