import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Quote, quotesQuery } from '../../api/deal-parts.ts';
import type { Deal } from '../../api/deals.ts';
import { isHidden } from '../../api/problem.ts';
import { usePlaceName } from '../../api/reference.ts';
import { formatDecimal } from '../../format/number.ts';
import { useUnitName } from '../../format/unit.ts';
import { useReader } from '../../i18n/reader.tsx';
import { Answer } from '../../parts/answer.tsx';
import { Deadline, Instant, Money } from '../../parts/reading.tsx';
import { RecordTable } from '../../parts/record-table.tsx';
import { Empty, Facts, Note, Section } from '../../parts/section.tsx';
import { ToneBadge } from '../../parts/status-badge.tsx';
import { LandedCost } from './landed-cost.tsx';
import { GoodsTable } from './terms-section.tsx';

/** What the buyer asked for and what was offered, newest first, with the landed cost of the newest. */
export function QuotesSection({ deal, open }: { deal: Deal; open: boolean }): ReactNode {
  const { t } = useTranslation(['deal', 'terms', 'rfqs']);
  const reader = useReader();
  const unitName = useUnitName();
  const placeName = usePlaceName();
  const quotes = useQuery(quotesQuery(deal.deal_id));
  if (isHidden(quotes.error)) return null;
  return (
    <Answer query={quotes}>
      {({ request, message, items }) => {
        const [newest] = items;
        if (!request && !newest && deal.terms)
          return (
            <Section title={t('quotes')}>
              <Note tone="active">
                {t('called_off')} <Link to="/frames">{t('frames.title', { ns: 'rfqs' })}</Link>
              </Note>
            </Section>
          );
        return (
          <Section title={t('quotes')}>
            {open && request && !newest && (
              <>
                <RecordTable
                  caption={t('asked')}
                  rows={request.goods}
                  keyOf={(line) => String(line.line)}
                  columns={[
                    { id: 'goods', header: t('goods'), title: true, cell: (line) => line.description },
                    { id: 'hs', header: 'HS', cell: (line) => line.hs_code },
                    {
                      id: 'quantity',
                      header: t('quantity'),
                      end: true,
                      cell: (line) => `${formatDecimal(line.quantity, reader)} ${unitName(line.unit)}`,
                    },
                    {
                      id: 'asked_price',
                      header: t('asked_price'),
                      end: true,
                      cell: (line) =>
                        line.unit_price ? <Money of={line.unit_price} /> : t('asked_no_price'),
                    },
                  ]}
                />
                <Facts
                  rows={[
                    [t('delivered_to'), placeName(request.place_to)],
                    ...(request.incoterm
                      ? [[t('asked_incoterm'), request.incoterm] as [string, string]]
                      : []),
                    [t('currency'), request.currency],
                  ]}
                />
              </>
            )}
            {message && <Note tone="active">{message}</Note>}
            {newest ? <Newest quote={newest} terms={open} /> : <Empty title={t('no_quote')} />}
            {items.length > 1 && (
              <details>
                <summary>{t('earlier_quotes', { count: items.length - 1 })}</summary>
                <RecordTable
                  caption={t('quotes')}
                  rows={items.slice(1)}
                  keyOf={(quote) => String(quote.quote_number)}
                  columns={[
                    {
                      id: 'number',
                      header: t('quote_number'),
                      title: true,
                      cell: (quote) => quote.quote_number,
                    },
                    {
                      id: 'by',
                      header: t('offered_by'),
                      cell: (quote) => t(`role.${quote.offered_by}`, { ns: 'terms' }),
                    },
                    { id: 'at', header: t('col.date'), cell: (quote) => <Instant at={quote.offered_at} /> },
                    {
                      id: 'price',
                      header: t('price'),
                      end: true,
                      cell: (quote) => <Money of={quote.terms.price} />,
                    },
                  ]}
                />
              </details>
            )}
          </Section>
        );
      }}
    </Answer>
  );
}

function Newest({ quote, terms }: { quote: Quote; terms: boolean }): ReactNode {
  const { t } = useTranslation(['deal', 'terms']);
  const placeName = usePlaceName();
  return (
    <>
      {terms && <GoodsTable goods={quote.terms.goods} />}
      <Facts
        rows={[
          [
            t('quote_number'),
            <span key="n" className="figures">
              {quote.quote_number}
            </span>,
          ],
          [t('offered_by'), t(`role.${quote.offered_by}`, { ns: 'terms', defaultValue: quote.offered_by })],
          [t('price'), <Money key="p" of={quote.terms.price} />],
          [t('delivery'), `${quote.terms.incoterm} ${placeName(quote.terms.incoterm_place)}`],
          [
            t('valid_until'),
            quote.expired && terms ? (
              <ToneBadge key="v" tone="refused">
                {t('expired')}
              </ToneBadge>
            ) : terms ? (
              <Deadline key="v" at={quote.valid_until} />
            ) : (
              <Instant key="v" at={quote.valid_until} day />
            ),
          ],
        ]}
      />
      {quote.note && <Note tone="active">{quote.note}</Note>}
      {quote.landed_cost && <LandedCost cost={quote.landed_cost} />}
    </>
  );
}
