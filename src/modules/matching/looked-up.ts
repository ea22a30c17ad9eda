import { isWeightWithinTrade, isWithinTrade, lineTotal } from '../../kernel/bounds.ts';
import { toJson } from '../../kernel/money.ts';
import type { Ctx } from '../../platform/index.ts';
import type { Candidate, Need } from '../catalogue/index.ts';
import { type Figures, recordsOf } from '../reputation/index.ts';
import { landedPrices, liesIn } from '../storefront/index.ts';
import {
  type Landed,
  type Offered,
  type Part,
  part,
  type SellerRecord,
  unknown,
  type Wanted,
  weights,
} from './parts.ts';

/** From here on, what comes on top of a price leaves it no points. */
const DEAR_PERCENT = 60;
/** Fewer cases say nothing. */
const FEW = 10;

/** Full where nothing comes on top of the price on the way to the buyer, none where `DEAR_PERCENT` of it does. */
export function landedPart(need: Pick<Wanted, 'to_country'>, { landed, unit }: Offered): Part {
  if (!landed) return unknown('landed', landed === null ? 'landed_not_known' : 'not_looked_up');
  const { quantity, total, percent } = landed;
  const { to_country } = need;
  const facts = { quantity, unit, to_country, amount: total.amount, currency: total.currency, percent };
  const points = Math.floor((weights.landed * Math.max(0, DEAR_PERCENT - percent)) / DEAR_PERCENT);
  return part('landed', points, percent === 0 ? 'nothing_on_top' : 'on_top', facts);
}

/** Goods sent in time, less the claims of buyers and the refusals at customs; by shares of the seller's deals. */
export function recordPart({ record }: Pick<Offered, 'record'>): Part {
  if (!record) return unknown('record', record === null ? 'few_deals' : 'not_looked_up');
  const { deals, on_time, claims, refusals } = record;
  const points = Math.floor((weights.record * Math.max(0, on_time - claims - refusals)) / 100);
  return part('record', points, 'record_of_deals', { deals, on_time, claims, refusals });
}

/**
 * Candidates with what they cost at the destination of a need, by the rules, rate cards and exchange rates on file, and
 * with the records of their sellers. Four statements, whatever their number.
 */
export async function withLookedUp<C extends Candidate>(
  ctx: Pick<Ctx, 'tx' | 'clock'>,
  need: Need,
  candidates: readonly C[],
): Promise<(C & Required<Pick<Offered, 'landed' | 'record'>>)[]> {
  const sellers = [...new Set(candidates.map(({ seller }) => seller.org_id))];
  const [landed, records] = await Promise.all([landedOf(ctx, need, candidates), recordsOf(ctx, sellers)]);
  return candidates.map((candidate) => ({
    ...candidate,
    landed: landed(candidate),
    record: recordFrom(records.get(candidate.seller.org_id)),
  }));
}

async function landedOf(
  ctx: Pick<Ctx, 'tx' | 'clock'>,
  { to_country, quantity, unit }: Need,
  candidates: readonly Candidate[],
): Promise<(candidate: Candidate) => Landed | null> {
  const lot = (of: Candidate): string => (of.unit === unit ? quantity : of.moq);
  const here = (of: Candidate): boolean => liesIn(to_country, of, of.seller.country);
  // Each of the two is bounded by itself; a need for very many of something dear is not.
  const sane = (of: Candidate): boolean =>
    isWithinTrade(lineTotal(lot(of), of.price)) && isWeightWithinTrade(of.unit_gross_weight_kg, lot(of));
  const abroad = candidates.filter((candidate) => sane(candidate) && !here(candidate));
  const found = await landedPrices(
    ctx,
    to_country,
    abroad.map((of) => ({
      key: of.listing_id,
      lines: [
        {
          hs_code: of.hs_code,
          origin_country: of.origin_country,
          quantity: lot(of),
          unit: of.unit,
          unit_net_weight_kg: of.unit_net_weight_kg,
          unit_gross_weight_kg: of.unit_gross_weight_kg,
          amount: toJson(lineTotal(lot(of), of.price)),
          handed: of,
        },
      ],
    })),
  );
  return (candidate) => {
    const of = { quantity: lot(candidate) };
    if (!sane(candidate)) return null;
    if (here(candidate)) return { ...of, total: toJson(lineTotal(of.quantity, candidate.price)), percent: 0 };
    const at = found?.prices.get(candidate.listing_id);
    if (!at?.price || !at.total || at.freight.state === 'not_known') return null;
    const [price, total] = [BigInt(at.price.amount), BigInt(at.total.amount)];
    if (price <= 0n) return null;
    return { ...of, total: at.total, percent: Number(((total - price) * 100n) / price) };
  };
}

/** What was never asked for, like a declaration where none was lodged, was never refused either. */
function recordFrom(figures: Figures | undefined): SellerRecord | null {
  if (!figures || figures.on_time.of < FEW) return null;
  const percent = ({ count, of }: { count: number; of: number }): number =>
    of === 0 ? 0 : Math.round((count * 100) / of);
  return {
    deals: figures.on_time.of,
    on_time: percent(figures.on_time),
    claims: percent(figures.claims),
    refusals: percent(figures.refusals),
  };
}
