import { fromJson, subtract, toJson } from '../../../kernel/money.ts';
import { goodsAmount } from '../../deals/index.ts';
import type { DocumentFacts } from '../model.ts';
import { box, documentFacts } from './frame.ts';
import { type FormSources, modeLine, organisationLines, placeLine } from './sources.ts';

const languages = ['en', 'zh', 'ru'] as const;

/**
 * Commercial invoice: goods line by line, what the Incoterm adds, and the contract price to the last minor unit.
 * The freight before, at and behind the frontier is stated apart, because customs values turn on it (WTO
 * Valuation Agreement, art. 8.2).
 */
export function composeCommercialInvoice(sources: FormSources): DocumentFacts {
  const { terms } = sources;
  const goods = goodsAmount(terms);
  const carried = subtract(fromJson(terms.price), goods);
  const facts = documentFacts(
    sources,
    {
      seller: box('', 'deal.seller', organisationLines(sources.seller, languages)),
      buyer: box('', 'deal.buyer', organisationLines(sources.buyer, languages)),
      contract: box('', 'deal.number', [sources.deal_number]),
      delivery: box('', 'terms.incoterm', [
        `${terms.incoterm} ${placeLine(terms.incoterm_place, languages)}, Incoterms 2020`,
      ]),
      from: box('', 'terms.place_from', [placeLine(terms.place_from, languages)]),
      to: box('', 'terms.place_to', [placeLine(terms.place_to, languages)]),
      transport: box('', 'terms.mode', [modeLine(terms.mode, languages)]),
    },
    { prices: true },
  );
  return {
    ...facts,
    charges: [
      { name: 'goods', money: toJson(goods) },
      { name: 'carried_by_seller', money: toJson(carried) },
      { name: 'freight_to_frontier', money: terms.freight.to_frontier },
      { name: 'freight_at_frontier', money: terms.freight.at_frontier },
      { name: 'freight_after_frontier', money: terms.freight.after_frontier },
      { name: 'insurance', money: terms.insurance },
    ],
    total: terms.price,
  };
}
