import type { DocumentFacts } from '../model.ts';
import { box, documentFacts } from './frame.ts';
import { type FormSources, organisationLines, placeLine } from './sources.ts';

const languages = ['zh', 'ru'] as const;

const paidBySeller: Record<string, boolean> = { CPT: true, CIP: true, DAP: true, DPU: true };

/**
 * Rail consignment note by the box numbers of the SMGS form (Annex 1 to the SMGS, Guide to the consignment note).
 * Wagons, seals and the mass after transhipment are known only when the goods are handed over.
 */
export function composeSmgsNote(sources: FormSources): DocumentFacts {
  const { terms, supplied } = sources;
  const wagons = supplied.wagons ?? [];
  const place = (code: string): string => placeLine(code, languages);
  const perWagon = (pick: (w: (typeof wagons)[number]) => string | number | undefined): string[] =>
    wagons.map((w) => String(pick(w) ?? '–').replace(/\.0+$/, ''));
  return documentFacts(
    sources,
    {
      consignor: box('1', 'deal.seller', organisationLines(sources.seller, languages)),
      departure_station: box('2', 'terms.place_from', [place(terms.place_from)]),
      consignor_statements: box('3', 'supplied.remarks', supplied.remarks ? [supplied.remarks] : []),
      consignee: box('4', 'deal.buyer', organisationLines(sources.buyer, languages)),
      destination_station: box('5', 'terms.place_to', [place(terms.place_to)]),
      border_stations: box('6', 'terms.crossing_export', [
        place(terms.crossing_export),
        place(terms.crossing_import),
      ]),
      wagon: box(
        '7',
        'supplied.wagons',
        perWagon((w) => w.number),
      ),
      wagon_provided_by: box(
        '8',
        'supplied.wagons',
        perWagon((w) => w.provided_by),
      ),
      load_capacity: box(
        '9',
        'supplied.wagons',
        perWagon((w) => w.load_capacity_t),
      ),
      axles: box(
        '10',
        'supplied.wagons',
        perWagon((w) => w.axles),
      ),
      tare: box(
        '11',
        'supplied.wagons',
        perWagon((w) => w.tare_kg),
      ),
      containers: box('15', 'supplied.containers', supplied.containers ?? []),
      seals: box('19', 'supplied.seals', supplied.seals ?? []),
      loaded_by: box('20', 'terms.incoterm', ['发货人', 'отправителем']),
      carriers: box(
        '22',
        'terms.carrier_org_id',
        sources.carrier ? organisationLines(sources.carrier, languages) : [],
      ),
      carriage_charges: box(
        '23',
        'terms.incoterm',
        paidBySeller[terms.incoterm] ? ['发货人', 'отправитель'] : ['收货人', 'получатель'],
      ),
      attached: box(
        '24',
        'documents',
        sources.attached.map((d) => `${d.number} (${d.issued_on})`),
      ),
      not_for_carrier: box('25', 'deal.number', [sources.deal_number]),
      contract_date: box('26', 'supplied.taken_over_on', [supplied.taken_over_on ?? sources.issued_on]),
      arrival_date: box('27', '', []),
      customs: box('28', '', []),
      consignment_number: box('29', 'documents.number', [sources.number]),
    },
    { prices: false },
  );
}
