import type { DocumentFacts } from '../model.ts';
import { box, documentFacts } from './frame.ts';
import { type FormSources, organisationLines, placeLine } from './sources.ts';

const languages = ['en', 'ru'] as const;

const paidBySender: Record<string, boolean> = { CPT: true, CIP: true, DAP: true, DPU: true };

/** Road consignment note: particulars of CMR art. 6, in the 24 boxes that the common form prints them in. */
export function composeCmrNote(sources: FormSources): DocumentFacts {
  const { terms, supplied } = sources;
  const place = (code: string): string => placeLine(code, languages);
  const carrier = sources.carrier ? organisationLines(sources.carrier, languages) : [];
  const vehicle = supplied.vehicle
    ? [[supplied.vehicle.tractor, supplied.vehicle.trailer].filter(Boolean).join(' / ')]
    : [];
  return documentFacts(
    sources,
    {
      sender: box('1', 'deal.seller', organisationLines(sources.seller, languages)),
      consignee: box('2', 'deal.buyer', organisationLines(sources.buyer, languages)),
      delivery_place: box('3', 'terms.place_to', [place(terms.place_to)]),
      taking_over: box('4', 'terms.place_from', [
        place(terms.place_from),
        supplied.taken_over_on ?? sources.issued_on,
      ]),
      attached: box(
        '5',
        'documents',
        sources.attached.map((d) => `${d.number} (${d.issued_on})`),
      ),
      marks: box('6', 'supplied.marks', supplied.marks ? [supplied.marks] : ['N/M']),
      instructions: box('13', 'supplied.remarks', [
        `${place(terms.crossing_export)} → ${place(terms.crossing_import)}`,
        ...(supplied.remarks ? [supplied.remarks] : []),
      ]),
      freight_payment: box(
        '14',
        'terms.incoterm',
        paidBySender[terms.incoterm] ? ['Sender / Отправитель'] : ['Consignee / Получатель'],
      ),
      cash_on_delivery: box('15', '', []),
      carrier: box('16', 'terms.carrier_org_id', [...carrier, ...vehicle]),
      successive_carriers: box('17', '', []),
      reservations: box('18', '', []),
      special_agreements: box('19', 'terms.incoterm', [
        `${terms.incoterm} ${place(terms.incoterm_place)}, Incoterms 2020`,
      ]),
      to_be_paid_by: box('20', '', []),
      established: box('21', 'documents.issued_on', [place(terms.place_from), sources.issued_on]),
      sender_signature: box('22', 'deal.seller', [sources.seller.name]),
      carrier_signature: box('23', 'terms.carrier_org_id', [sources.carrier?.name ?? '']),
      goods_received: box('24', '', []),
      seals: box('', 'supplied.seals', supplied.seals ?? []),
    },
    { prices: false },
  );
}
