import type { DocumentFacts } from '../model.ts';
import { disputeClause } from './dispute-clause.ts';
import { box, documentFacts } from './frame.ts';
import { paymentClause } from './payment-clause.ts';
import { type FormSources, modeLine, organisationLines, placeLine } from './sources.ts';

const languages = ['en', 'zh', 'ru'] as const;

/** The contract as both sides accepted it: the terms of the deal, nothing beside them. */
export function composeContract(sources: FormSources): DocumentFacts {
  const { terms } = sources;
  const inEach = (code: string): string[] => languages.map((language) => placeLine(code, [language]));
  const facts = documentFacts(
    sources,
    {
      seller: box('', 'deal.seller', organisationLines(sources.seller, languages)),
      buyer: box('', 'deal.buyer', organisationLines(sources.buyer, languages)),
      // One line for each language of the clauses.
      delivery: box(
        '',
        'terms.incoterm',
        languages.map(
          (language) => `${terms.incoterm} ${placeLine(terms.incoterm_place, [language])}, Incoterms 2020`,
        ),
      ),
      from: box('', 'terms.place_from', inEach(terms.place_from)),
      to: box('', 'terms.place_to', inEach(terms.place_to)),
      transport: box(
        '',
        'terms.mode',
        languages.map((language) => modeLine(terms.mode, [language])),
      ),
      ship_by: box('', 'terms.ship_by', [terms.ship_by]),
      payment: box('', 'terms.milestones', paymentClause(terms)),
      disputes: box('', 'terms.forum', disputeClause(terms)),
      fund_within_days: box('', 'terms.fund_within_days', [String(terms.fund_within_days)]),
    },
    { prices: true },
  );
  return { ...facts, total: terms.price };
}
