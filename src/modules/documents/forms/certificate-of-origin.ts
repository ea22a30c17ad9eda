import type { DocumentFacts } from '../model.ts';
import { box, documentFacts } from './frame.ts';
import { countryLine, type FormSources, modeLine, organisationLines, placeLine, unique } from './sources.ts';

const languages = ['en', 'zh', 'ru'] as const;

/**
 * Non-preferential certificate of origin in the twelve boxes that chambers commonly print. It certifies the
 * origin the seller declared line by line; it claims no preference.
 */
export function composeCertificateOfOrigin(sources: FormSources): DocumentFacts {
  const { terms, supplied } = sources;
  const origins = unique(terms.goods.map((g) => g.origin_country));
  const invoices = sources.attached.filter((d) => d.kind === 'commercial_invoice');
  return documentFacts(
    sources,
    {
      exporter: box('1', 'deal.seller', organisationLines(sources.seller, languages)),
      consignee: box('2', 'deal.buyer', organisationLines(sources.buyer, languages)),
      route: box('3', 'terms.place_from', [
        modeLine(terms.mode, languages),
        `${placeLine(terms.place_from, ['en'])} – ${placeLine(terms.crossing_export, ['en'])} – ${placeLine(terms.crossing_import, ['en'])} – ${placeLine(terms.place_to, ['en'])}`,
      ]),
      destination: box('4', 'terms.to_country', [countryLine(terms.to_country, languages)]),
      authority_use: box('5', 'supplied.remarks', supplied.remarks ? [supplied.remarks] : []),
      marks: box('6', 'supplied.marks', supplied.marks ? [supplied.marks] : ['N/M']),
      invoices: box(
        '10',
        'documents.commercial_invoice',
        invoices.map((d) => `${d.number}, ${d.issued_on}`),
      ),
      declaration: box('11', 'deal.seller', [sources.seller.name]),
      certification: box('12', 'documents.issuer', [sources.issuer.name]),
      origin: box(
        '',
        'terms.goods.origin_country',
        origins.map((country) => countryLine(country, languages)),
      ),
    },
    { prices: false },
  );
}
