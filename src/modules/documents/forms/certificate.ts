import type { DocumentFacts } from '../model.ts';
import { box, documentFacts } from './frame.ts';
import { countryLine, type FormSources, organisationLines, unique } from './sources.ts';

const languages = ['en', 'zh', 'ru'] as const;

/**
 * A supporting certificate (conformity, phytosanitary) in Sauda's own neutral form. What the authority states
 * comes from the issuer; where nothing was given, the box is empty.
 */
export function composeCertificate(sources: FormSources): DocumentFacts {
  const { terms, supplied } = sources;
  return documentFacts(
    sources,
    {
      authority: box('1', supplied.authority ? 'supplied.authority' : 'documents.issuer', [
        supplied.authority ?? sources.issuer.name,
      ]),
      holder: box('2', 'deal.seller', organisationLines(sources.seller, languages)),
      consignee: box('3', 'deal.buyer', organisationLines(sources.buyer, languages)),
      origin: box(
        '4',
        'terms.goods.origin_country',
        unique(terms.goods.map((g) => g.origin_country)).map((country) => countryLine(country, languages)),
      ),
      basis: box('5', 'supplied.basis', supplied.basis ? [supplied.basis] : []),
      valid_until: box('6', 'supplied.valid_until', supplied.valid_until ? [supplied.valid_until] : []),
      remarks: box('7', 'supplied.remarks', supplied.remarks ? [supplied.remarks] : []),
    },
    { prices: false },
  );
}
