import type { DocumentFacts } from '../model.ts';
import { box, documentFacts } from './frame.ts';
import { type FormSources, organisationLines } from './sources.ts';

const languages = ['en', 'zh', 'ru'] as const;

/** Printout of a customs declaration: the parties of the deal, and each box as customs keeps it. */
export function composeDeclarationPrintout(sources: FormSources): DocumentFacts {
  const { supplied } = sources;
  const given = Object.fromEntries(
    (supplied.boxes ?? []).map((b) => [b.name, box(b.box, b.from ?? 'supplied.boxes', b.lines)]),
  );
  return documentFacts(
    sources,
    {
      exporter: box('', 'deal.seller', organisationLines(sources.seller, languages)),
      importer: box('', 'deal.buyer', organisationLines(sources.buyer, languages)),
      ...given,
    },
    { prices: false },
  );
}
