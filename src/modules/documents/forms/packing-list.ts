import type { DocumentFacts } from '../model.ts';
import { box, documentFacts } from './frame.ts';
import { type FormSources, modeLine, organisationLines, placeLine } from './sources.ts';

const languages = ['en', 'zh', 'ru'] as const;

/** Packing list: packages and weights of each line. It shows no price, because it goes through many hands. */
export function composePackingList(sources: FormSources): DocumentFacts {
  const { terms, supplied } = sources;
  const invoice = sources.attached.find((d) => d.kind === 'commercial_invoice');
  return documentFacts(
    sources,
    {
      seller: box('', 'deal.seller', organisationLines(sources.seller, languages)),
      buyer: box('', 'deal.buyer', organisationLines(sources.buyer, languages)),
      contract: box('', 'deal.number', [sources.deal_number]),
      invoice: box('', 'documents.commercial_invoice', invoice ? [invoice.number] : []),
      from: box('', 'terms.place_from', [placeLine(terms.place_from, languages)]),
      to: box('', 'terms.place_to', [placeLine(terms.place_to, languages)]),
      transport: box('', 'terms.mode', [modeLine(terms.mode, languages)]),
      marks: box('', 'supplied.marks', supplied.marks ? [supplied.marks] : []),
      containers: box('', 'supplied.containers', supplied.containers ?? []),
    },
    { prices: false },
  );
}
