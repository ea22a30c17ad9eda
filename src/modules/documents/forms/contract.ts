import type { DocumentFacts } from '../model.ts';
import { box, documentFacts } from './frame.ts';
import { type FormSources, organisationLines, placeLine } from './sources.ts';

const languages = ['en', 'zh', 'ru'] as const;

/** The contract as both sides accepted it: the terms of the deal, nothing beside them. */
export function composeContract(sources: FormSources): DocumentFacts {
  const { terms } = sources;
  const facts = documentFacts(
    sources,
    {
      seller: box('', 'deal.seller', organisationLines(sources.seller, languages)),
      buyer: box('', 'deal.buyer', organisationLines(sources.buyer, languages)),
      delivery: box('', 'terms.incoterm', [
        `${terms.incoterm} ${placeLine(sources, terms.incoterm_place, languages)}, Incoterms 2020`,
      ]),
      from: box('', 'terms.place_from', [placeLine(sources, terms.place_from, languages)]),
      to: box('', 'terms.place_to', [placeLine(sources, terms.place_to, languages)]),
      transport: box('', 'terms.mode', [terms.mode]),
      ship_by: box('', 'terms.ship_by', [terms.ship_by]),
      fund_within_days: box('', 'terms.fund_within_days', [String(terms.fund_within_days)]),
    },
    { prices: true },
  );
  return { ...facts, total: terms.price };
}
