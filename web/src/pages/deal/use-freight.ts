import { useQuery } from '@tanstack/react-query';
import { callApi } from '../../api/client.ts';
import type { QuoteRequest } from '../../api/deal-parts.ts';
import { fromMilli, toMilli } from '../../format/milli.ts';
import { type MoneyJson, toDecimal } from '../../format/money.ts';
import type { OfferDraft } from './compose-offer.ts';

interface FreightQuote {
  total: MoneyJson;
  to_frontier: MoneyJson;
  at_frontier: MoneyJson;
  after_frontier: MoneyJson;
  basis: string;
  converted: { from: MoneyJson; rate: string; as_of: string; source: string } | null;
}

/** What the chosen carrier asks by its rate card for the weight on the chosen route, split at the frontier. */
export function useFreight(
  draft: OfferDraft,
  request: Pick<QuoteRequest, 'goods' | 'currency'>,
): { quote: FreightQuote | undefined; draft: OfferDraft } {
  const weight = request.goods.reduce((sum, line) => sum + toMilli(draft[`gross_${line.line}`] ?? ''), 0n);
  const { route_id = '', carrier_org_id = '', ship_by = '' } = draft;
  const query = {
    route_id,
    carrier_org_id,
    weight_kg: fromMilli(weight),
    currency: request.currency,
    ...(/^\d{4}-\d{2}-\d{2}$/.test(ship_by) ? { date: ship_by } : {}),
  };
  const { data: quote } = useQuery({
    queryKey: ['freight', query],
    queryFn: ({ signal }) => callApi<FreightQuote>('/freight-quotes', { query, signal }),
    enabled: route_id !== '' && carrier_org_id !== '' && weight > 0n,
    retry: false,
  });
  return {
    quote,
    draft: quote
      ? {
          to_frontier: toDecimal(quote.to_frontier.amount),
          at_frontier: toDecimal(quote.at_frontier.amount),
          after_frontier: toDecimal(quote.after_frontier.amount),
        }
      : {},
  };
}
