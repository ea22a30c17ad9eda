import { type Static, Type } from 'typebox';
import { isQuantityWithinTrade, isWeightWithinTrade, isWithinTrade, lineTotal } from '../../kernel/bounds.ts';
import { dayOf } from '../../kernel/days.ts';
import { formatMilli, parseMilli } from '../../kernel/decimal.ts';
import { sha256Hex } from '../../kernel/hash.ts';
import { isCurrency, type Money, money } from '../../kernel/money.ts';
import { type FieldError, isRefusal, type Outcome, refuse } from '../../kernel/refusal.ts';
import { type Ctx, defineUseCase, Uuid } from '../../platform/index.ts';
import { countries, endedHsCodes, fitsUnit, isCountryCode, knownHsCodes, units } from '../reference/index.ts';
import { basisFor, checkAgainst, type LimitBasis } from './check-limit.ts';
import { periodStart } from './limits.ts';
import { type ParcelInput, ParcelInputSchema, StoredVerdict } from './model.ts';
import { findMode } from './modes.ts';
import {
  insertParcels,
  knownNumbers,
  type NewItem,
  type NewParcel,
  receivedSince,
  waitForTurn,
} from './store.ts';
import { drawLots, type LotRow, lockLots } from './store-lots.ts';

const MOST_ERRORS = 100;
/** Each day, country and channel is looked up once. */
const MOST_DAYS = 200;

export const RegisteredSchema = Type.Object({
  parcels: Type.Integer(),
  items: Type.Integer(),
  verdicts: Type.Object({
    within: Type.Integer(),
    above: Type.Integer(),
    not_known: Type.Integer(),
    not_asked: Type.Integer(),
  }),
});

/** One parcel and what the limit of its country says. */
export const registerParcel = defineUseCase({
  name: 'parcels.register-parcel',
  kind: 'command',
  permission: 'parcel:keep',
  input: ParcelInputSchema,
  output: Type.Object({ parcel_id: Uuid, verdict: StoredVerdict }),
  async run(ctx, input) {
    const done = await registerAll(ctx, [{ input, at: '' }]);
    if (isRefusal(done)) return done;
    const [parcel] = done.written;
    return { parcel_id: parcel?.parcel_id ?? '', verdict: verdictOf(parcel?.verdict) };
  },
});

const verdictOf = (text: string | undefined): Static<typeof StoredVerdict> =>
  text === 'within' || text === 'above' || text === 'not_asked' ? text : 'not_known';

/** A parcel and where it stands in what was sent: a JSON pointer, or the row of a table. */
export interface Draft {
  input: ParcelInput;
  at: string;
}

/**
 * Writes parcels, all or none: numbers are new, codes are in the nomenclature, modes and lots fit, amounts are of one
 * currency in a parcel, and lots hold what is drawn. Refuses with parcels.parcel_wrong, naming rows and fields.
 */
export async function registerAll(
  ctx: Ctx,
  drafts: readonly Draft[],
): Promise<Outcome<{ written: NewParcel[]; items: number }>> {
  const { org_id } = ctx.actor;
  const errors: FieldError[] = [];
  const today = dayOf(ctx.clock.now());
  await waitForTurn(ctx.tx, org_id);
  const known = await knownNumbers(
    ctx.tx,
    org_id,
    drafts.map((d) => d.input.number),
  );
  const lots = await lotsFor(ctx, drafts);
  const codes = await knownHsCodes(ctx, [
    ...new Set(drafts.flatMap((d) => d.input.items.map((item) => item.hs_code))),
  ]);
  const seen = new Set<string>();
  for (const draft of drafts) {
    errors.push(...wrongWith(draft, { today, lots, known, seen, codes }));
    seen.add(draft.input.number);
    if (errors.length > MOST_ERRORS) break;
  }
  if (errors.length === 0) errors.push(...shortLots(drafts, lots));
  if (new Set(drafts.map(groupOf)).size > MOST_DAYS)
    errors.push({
      path: '',
      code: 'too_many_days',
      message: `at most ${MOST_DAYS} days and countries come in together`,
    });
  if (errors.length > 0) return refuse('parcels.parcel_wrong', {}, errors.slice(0, MOST_ERRORS));
  const verdicts = await verdictsOf(ctx, drafts, lots);
  const items: NewItem[] = [];
  const written = drafts.map(({ input }, index): NewParcel => {
    const parcel_id = ctx.id();
    const value = worthOf(input);
    input.items.forEach((item, i) => {
      items.push({
        ...item,
        parcel_id,
        line: i + 1,
        amount: item.amount.amount,
        lot_id: item.lot_id ?? null,
      });
    });
    const { items: _items, recipient: _recipient, ...facts } = input;
    return {
      ...facts,
      parcel_id,
      recipient: recipientOf(org_id, input),
      amount: value.amount.toString(),
      currency: value.currency,
      verdict: verdicts[index] ?? 'not_known',
    };
  });
  await drawLots(
    ctx.tx,
    org_id,
    [...drawnFrom(drafts)].map(([lot_id, q]) => ({ lot_id, quantity: formatMilli(q) })),
  );
  await insertParcels(ctx.tx, org_id, written, items, ctx.clock.now());
  return { written, items: items.length };
}

const worthOf = ({ items }: ParcelInput): Money => {
  const [first] = items;
  const currency = first && isCurrency(first.amount.currency) ? first.amount.currency : 'USD';
  return money(
    items.reduce((total, item) => total + BigInt(item.amount.amount), 0n),
    currency,
  );
};

/** Senders keep names of their own for people; a hash with the sender's id tells nothing to anybody else. */
const recipientOf = (org_id: string, { destination, recipient }: ParcelInput): string =>
  sha256Hex(`${org_id}\n${destination}\n${recipient.trim().toLowerCase()}`);

function lotsFor(ctx: Ctx, drafts: readonly Draft[]): Promise<Map<string, LotRow>> {
  const ids = [...new Set(drafts.flatMap((d) => d.input.items.flatMap((item) => item.lot_id ?? [])))];
  if (ids.length === 0) return Promise.resolve(new Map());
  return lockLots(ctx.tx, ctx.actor.org_id, ids).then((rows) => new Map(rows.map((r) => [r.lot_id, r])));
}

function wrongWith(
  { input, at }: Draft,
  about: {
    today: string;
    lots: Map<string, LotRow>;
    known: Set<string>;
    seen: Set<string>;
    codes: Set<string>;
  },
): FieldError[] {
  const errors: FieldError[] = [];
  const flag = (path: string, code: string, message: string): void => {
    errors.push({ path: `${at}${path}`, code, message });
  };
  const mode = findMode(input.mode);
  if (!mode?.list)
    flag('/mode', 'not_a_parcel_mode', 'parcels go under 9610, 9810 or 1210; 9710 is a deal’s');
  if (about.known.has(input.number) || about.seen.has(input.number))
    flag('/number', 'number_used', 'a parcel has this number already');
  if (input.released_on > about.today) flag('/released_on', 'in_the_future', 'the day has not come');
  if (!countries().some((c) => c.iso2 === input.destination))
    flag('/destination', 'country_unknown', 'not a country on file');
  if (parseMilli(input.gross_weight_kg) <= 0n) flag('/gross_weight_kg', 'not_positive', 'must be above zero');
  if (!isWeightWithinTrade(input.gross_weight_kg))
    flag('/gross_weight_kg', 'too_large', 'more than any parcel weighs');
  const net = input.items.reduce((sum, item) => sum + parseMilli(item.net_weight_kg), 0n);
  if (net > parseMilli(input.gross_weight_kg))
    flag('/gross_weight_kg', 'less_than_net', 'gross weight is never less than net weight');
  if (new Set(input.items.map((item) => item.amount.currency)).size > 1)
    flag('/items', 'currency_mixed', 'a parcel is in one currency');
  input.items.forEach((item, index) => {
    const path = `/items/${index}`;
    if (parseMilli(item.quantity) <= 0n) flag(`${path}/quantity`, 'not_positive', 'must be above zero');
    if (!fitsUnit(item.quantity, item.unit))
      flag(`${path}/quantity`, 'not_whole', 'what is counted is a whole number');
    if (parseMilli(item.net_weight_kg) <= 0n)
      flag(`${path}/net_weight_kg`, 'not_positive', 'must be above zero');
    if (!isQuantityWithinTrade(item.quantity))
      flag(`${path}/quantity`, 'too_large', 'more than any parcel holds');
    if (!isWithinTrade(lineTotal('1', item.amount)))
      flag(`${path}/amount`, 'too_large', 'more than any parcel is worth');
    if (!isCountryCode(item.origin_country))
      flag(`${path}/origin_country`, 'country_unknown', 'not the code of a country (ISO 3166-1)');
    if (!units().some((unit) => unit.code === item.unit))
      flag(`${path}/unit`, 'unit_unknown', 'not a unit on the list');
    const after = endedHsCodes().get(item.hs_code);
    if (after)
      flag(
        `${path}/hs_code`,
        'hs_ended',
        `ended with the edition of ${after.edition}; since 2022 ${after.successors.join(', ')}`,
      );
    else if (!about.codes.has(item.hs_code))
      flag(`${path}/hs_code`, 'hs_unknown', 'is not in the nomenclature');
    if (mode?.from_warehouse && item.lot_id === undefined)
      flag(`${path}/lot_id`, 'lot_needed', `goods of ${input.mode} come out of a lot`);
    if (item.lot_id === undefined) return;
    const lot = about.lots.get(item.lot_id);
    if (!lot) flag(`${path}/lot_id`, 'lot_unknown', 'not a lot of yours');
    else if (lot.mode !== input.mode)
      flag(`${path}/lot_id`, 'lot_of_other_mode', `the lot is under ${lot.mode}`);
    else if (lot.hs_code !== item.hs_code || lot.unit !== item.unit)
      flag(`${path}/lot_id`, 'lot_differs', `the lot holds ${lot.hs_code} in ${lot.unit}`);
  });
  return errors;
}

function drawnFrom(drafts: readonly Draft[]): Map<string, bigint> {
  const drawn = new Map<string, bigint>();
  for (const { input } of drafts)
    for (const { lot_id, quantity } of input.items)
      if (lot_id) drawn.set(lot_id, (drawn.get(lot_id) ?? 0n) + parseMilli(quantity));
  return drawn;
}

function shortLots(drafts: readonly Draft[], lots: Map<string, LotRow>): FieldError[] {
  return [...drawnFrom(drafts)].flatMap(([lot_id, wanted]) => {
    const lot = lots.get(lot_id);
    const left = lot ? parseMilli(lot.quantity_in) - parseMilli(lot.quantity_out) : 0n;
    if (wanted <= left) return [];
    const message = `${formatMilli(wanted)} are drawn and ${formatMilli(left)} are left`;
    return [{ path: `/lots/${lot_id}`, code: 'lot_short', message }];
  });
}

/** What the limits say of each parcel, counting those before it in the same table and those sent earlier. */
async function verdictsOf(
  ctx: Ctx,
  drafts: readonly Draft[],
  lots: Map<string, LotRow>,
): Promise<Static<typeof StoredVerdict>[]> {
  const { org_id } = ctx.actor;
  const days = drafts.map((d) => d.input.released_on).sort();
  const received = await receivedSince(
    ctx.tx,
    org_id,
    [...new Set(drafts.map((d) => recipientOf(org_id, d.input)))],
    periodStart('year', days[0] ?? dayOf(ctx.clock.now())),
  );
  const sent = Map.groupBy(received, (row) => row.recipient);
  const groups = Map.groupBy(drafts, groupOf);
  const bases = new Map<string, LimitBasis>();
  const verdicts: Static<typeof StoredVerdict>[] = [];
  for (const draft of drafts) {
    const { input } = draft;
    const { destination: country, channel, released_on: date } = input;
    if (inCountryAlready(input, lots)) {
      verdicts.push('not_asked');
      continue;
    }
    const key = groupOf(draft);
    let basis = bases.get(key);
    if (!basis) {
      const ofDay = groups.get(key) ?? [];
      basis = await basisFor(ctx, {
        country,
        channel,
        date,
        currencies: [
          ...new Set([...drafts.map((d) => worthOf(d.input).currency), ...currenciesOf(received)]),
        ],
        codes: [...new Set(ofDay.flatMap((d) => d.input.items.map((item) => item.hs_code)))],
      });
      bases.set(key, basis);
    }
    const recipient = recipientOf(org_id, input);
    const earlier = sent.get(recipient) ?? [];
    const value = worthOf(input);
    const check = checkAgainst(basis, {
      country,
      channel,
      date,
      value,
      weight_kg: input.gross_weight_kg,
      codes: input.items.map((item) => item.hs_code),
      before: ({ period }) =>
        earlier
          .filter((row) => periodStart(period, row.released_on) === periodStart(period, date))
          .flatMap((row) => (isCurrency(row.currency) ? [money(row.amount, row.currency)] : [])),
    });
    verdicts.push(check.verdict);
    const { amount, currency } = value;
    sent.set(recipient, [
      ...earlier,
      { recipient, destination: country, released_on: date, currency, amount },
    ]);
  }
  return verdicts;
}

/** Parcels that the same rules are asked for. */
const groupOf = ({ input }: Draft): string => `${input.destination} ${input.channel} ${input.released_on}`;

function currenciesOf(rows: readonly { currency: string }[]) {
  return rows.map((row) => row.currency).filter(isCurrency);
}

/** Goods of an overseas warehouse in the recipient's own country crossed its border when they came there. */
function inCountryAlready({ mode, destination, items }: ParcelInput, lots: Map<string, LotRow>): boolean {
  return (
    mode === '9810' && items.every((item) => item.lot_id && lots.get(item.lot_id)?.country === destination)
  );
}
