import { parseMilli } from '../../kernel/decimal.ts';
import { findIncoterm } from '../reference/index.ts';
import { type Offered, type Part, part, unknown, type Wanted, weights } from './parts.ts';

/** Points for carriage that is paid by the same side as under the term that is wanted. */
const SAME_CARRIAGE = 2;

/**
 * The share of the certificates wanted that the offer names and that have not ended. An offer that names none says
 * nothing about them.
 */
export function certificatesPart(
  need: Pick<Wanted, 'certificates'>,
  offer: Pick<Offered, 'certificates' | 'lapsed_certificates'>,
): Part {
  const { certificates: wanted } = need;
  if (wanted.length === 0) return unknown('certificates', 'no_certificate_wanted');
  if (offer.certificates.length === 0)
    return unknown('certificates', 'no_certificate_named', { missing: wanted.join(' ') });
  const missing = wanted.filter(
    (one) => !offer.certificates.includes(one) || offer.lapsed_certificates.includes(one),
  );
  if (missing.length === 0) return part('certificates', weights.certificates, 'all_certificates');
  const lapsed = missing.filter((one) => offer.lapsed_certificates.includes(one));
  const facts = { missing: missing.join(' '), ...(lapsed.length > 0 ? { lapsed: lapsed.join(' ') } : {}) };
  const points = Math.floor((weights.certificates * (wanted.length - missing.length)) / wanted.length);
  const some = missing.length < wanted.length;
  return part('certificates', points, some ? 'some_certificates' : 'none_of_the_certificates', facts);
}

/**
 * Full where the offer has a price under the Incoterm wanted; half where at least the same side pays the carriage at
 * the frontier (`data/incoterms`).
 */
export function incotermPart(
  need: Pick<Wanted, 'incoterm'>,
  offer: Pick<Offered, 'incoterm' | 'other_incoterms'>,
): Part {
  const { incoterm: wanted } = need;
  if (wanted === null) return unknown('incoterm', 'no_incoterm_named');
  const facts = { wanted, offered: offer.incoterm };
  if (wanted === offer.incoterm) return part('incoterm', weights.incoterm, 'same_incoterm', facts);
  if (offer.other_incoterms.includes(wanted))
    return part('incoterm', weights.incoterm, 'incoterm_on_list', facts);
  const payer = payerOfCarriage(wanted);
  const like = [offer.incoterm, ...offer.other_incoterms].find((one) => payerOfCarriage(one) === payer);
  return like !== undefined
    ? part('incoterm', SAME_CARRIAGE, 'same_carriage', { wanted, offered: like })
    : part('incoterm', 0, 'other_incoterm', facts);
}

const payerOfCarriage = (incoterm: string): string | undefined => findIncoterm(incoterm)?.freight_at_frontier;

/** Full where the seller can deliver each month what is wanted each month, below it in proportion. */
export function capacityPart(
  need: Pick<Wanted, 'quantity_per_month' | 'unit'>,
  offer: Pick<Offered, 'capacity_per_month' | 'unit'>,
): Part {
  const { quantity_per_month: wanted } = need;
  const { capacity_per_month: capacity } = offer;
  if (wanted === null) return unknown('capacity', 'nothing_wanted_monthly');
  const facts = { wanted, unit: need.unit };
  if (capacity === null) return unknown('capacity', 'no_capacity_named', facts);
  if (need.unit !== offer.unit) return unknown('capacity', 'units_differ', facts);
  const [asked, able] = [parseMilli(wanted), parseMilli(capacity)];
  const both = { ...facts, capacity };
  if (able >= asked) return part('capacity', weights.capacity, 'capacity_enough', both);
  return part('capacity', Number((BigInt(weights.capacity) * able) / asked), 'capacity_short', both);
}
