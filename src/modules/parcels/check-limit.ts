import { type Static, Type } from 'typebox';
import { dayOf } from '../../kernel/days.ts';
import { parseMilli } from '../../kernel/decimal.ts';
import { add, type Currency, fromJson, type Money, money, sum, toJson } from '../../kernel/money.ts';
import { convert } from '../../kernel/rate.ts';
import {
  Country,
  type Ctx,
  DateText,
  DecimalText,
  defineUseCase,
  HsCode,
  MoneySchema,
  Nullable,
  PositiveMoneySchema,
} from '../../platform/index.ts';
import { type TariffBook, tariffBook } from '../landed-cost/index.ts';
import { latestRates } from '../reference/index.ts';
import { type Channel, type ConsumerLimit, judge, limitsOn, type Verdict } from './limits.ts';

export const ChannelSchema = Type.Union([Type.Literal('courier'), Type.Literal('post')]);
const VerdictSchema = Type.Union([Type.Literal('within'), Type.Literal('above'), Type.Literal('not_known')]);

/** A parcel against the limits of its country. */
export const LimitCheckSchema = Type.Object({
  country: Country,
  channel: ChannelSchema,
  date: DateText,
  verdict: VerdictSchema,
  /** What is asked beside the price; null: not known. In the currency of the limit. */
  duty: Nullable(MoneySchema),
  vat: Nullable(MoneySchema),
  limits: Type.Array(
    Type.Object({
      period: Type.String(),
      value: Nullable(MoneySchema),
      weight_kg: Nullable(Type.String()),
      /** Value of this parcel and of those before it, in the currency of the limit. */
      used: Nullable(MoneySchema),
      verdict: VerdictSchema,
      status: Type.String(),
      source: Type.String(),
      note: Type.String(),
      valid_from: Nullable(DateText),
    }),
  ),
  /** Only parcels of the same sender are counted; what else a person has received is not known here. */
  counted: Type.Literal('this_sender'),
  rates: Type.Array(Type.Object({ from: Type.String(), to: Type.String(), as_of: Type.String() })),
});
export type LimitCheck = Static<typeof LimitCheckSchema>;

export interface ParcelToCheck {
  country: string;
  channel: Channel;
  date: string;
  value: Money;
  weight_kg: string;
  /** Codes of the goods in it; none: not said. */
  codes: readonly string[];
  /** Values of earlier parcels in the period of a limit, by currency. */
  before(limit: ConsumerLimit): readonly Money[];
}

/** Rates and VAT that judging needs, looked up once for many parcels of one country and day. */
export interface LimitBasis {
  limits: readonly ConsumerLimit[];
  rates: Map<string, { rate: { numerator: bigint; denominator: bigint }; as_of: string }>;
  /** Per cent of VAT that all of these goods pay; null: not on file, not one, or excise changes its base. */
  vat(codes: readonly string[]): string | null;
}

/** The basis for parcels to one country on one day: two statements at most. */
export async function basisFor(
  ctx: Pick<Ctx, 'tx'>,
  to: {
    country: string;
    channel: Channel;
    date: string;
    currencies: readonly Currency[];
    codes: readonly string[];
  },
): Promise<LimitBasis> {
  const limits = limitsOn(to.country, to.channel, to.date);
  const rates: LimitBasis['rates'] = new Map();
  for (const wanted of new Set(limits.flatMap((l) => (l.value ? [l.value.currency] : [])))) {
    const found = await latestRates(ctx, to.currencies, wanted, to.date);
    for (const { from, rate, as_of } of found.values()) rates.set(`${from} ${wanted}`, { rate, as_of });
  }
  const taxed = limits.some((l) => l.within_vat_share_pct > 0n || l.above_rule === 'whole_percent');
  const book = taxed
    ? await tariffBook(ctx.tx, to.country, to.codes.length > 0 ? to.codes : [''], to.date)
    : undefined;
  return {
    limits,
    rates,
    vat: (codes) => {
      const rates = new Set(codes.map((code) => vatOf(book?.taxes ?? [], code)));
      const [rate] = rates;
      return rates.size === 1 && rate !== undefined ? rate : null;
    },
  };
}

/** The rate under the longest code that stands for the goods; a rule that is left open is no rate. */
function vatOf(taxes: TariffBook['taxes'], hs_code: string): string | null {
  const rows = taxes.filter((tax) => hs_code.startsWith(tax.code));
  if (rows.some((tax) => tax.kind === 'excise')) return null;
  const best = rows
    .filter((tax) => tax.kind === 'vat')
    .reduce<TariffBook['taxes'][number] | undefined>(
      (a, b) => (a && a.code.length >= b.code.length ? a : b),
      undefined,
    );
  return best?.rule === 'ad_valorem' && best.pct !== null ? String(best.pct) : null;
}

/** Judges a parcel on its basis: the worst of all limits decides. No limit on file: not known. Pure. */
export function checkAgainst(basis: LimitBasis, parcel: ParcelToCheck): LimitCheck {
  const used: LimitCheck['rates'] = [];
  const into = (m: Money, currency: Currency): Money | null => {
    if (m.currency === currency) return m;
    const found = basis.rates.get(`${m.currency} ${currency}`);
    if (!found) return null;
    if (!used.some((r) => r.from === m.currency && r.to === currency))
      used.push({ from: m.currency, to: currency, as_of: found.as_of });
    return convert(m, found.rate, currency);
  };
  const judged = basis.limits.map((limit) => {
    const currency = limit.value?.currency ?? parcel.value.currency;
    const value = into(parcel.value, currency);
    const before = limit.period === 'parcel' ? [] : parcel.before(limit).map((m) => into(m, currency));
    const known = before.filter((m) => m !== null);
    const sumBefore = known.length === before.length ? sum(known, currency) : null;
    const judgement = judge(limit, {
      value,
      used: sumBefore,
      weight_milli: parseMilli(parcel.weight_kg),
      vat_pct: basis.vat(parcel.codes),
    });
    return { limit, judgement, used: value && sumBefore ? add(value, sumBefore) : null };
  });
  const verdicts = judged.map((j) => j.judgement.verdict);
  const verdict: Verdict = verdicts.includes('above')
    ? 'above'
    : verdicts.length === 0 || verdicts.includes('not_known')
      ? 'not_known'
      : 'within';
  // What is asked follows from the limit that decided; two limits that are both passed leave it open which.
  const deciding = judged.filter((j) => j.judgement.verdict === verdict);
  const one = verdict === 'not_known' ? undefined : mostAsked(deciding.map((j) => j.judgement));
  return {
    country: parcel.country,
    channel: parcel.channel,
    date: parcel.date,
    verdict,
    duty: one?.duty ? toJson(one.duty) : null,
    vat: one?.vat ? toJson(one.vat) : null,
    limits: judged.map(({ limit, judgement, used: total }) => ({
      period: limit.period,
      value: limit.value && toJson(limit.value),
      weight_kg: limit.weight_milli === null ? null : String(Number(limit.weight_milli) / 1000),
      used: total && toJson(total),
      verdict: judgement.verdict,
      status: limit.status,
      source: limit.source,
      note: limit.note,
      valid_from: limit.valid_from,
    })),
    counted: 'this_sender',
    rates: used,
  };
}

function mostAsked<J extends { duty: Money | null; vat: Money | null }>(list: readonly J[]): J | undefined {
  const unknown = list.find((j) => j.duty === null || j.vat === null);
  if (unknown) return unknown;
  return list.find((j) => (j.duty?.amount ?? 0n) + (j.vat?.amount ?? 0n) > 0n) ?? list[0];
}

/** What a person in a country would be asked for a parcel; nothing is kept, and only this parcel is counted. */
export const askLimit = defineUseCase({
  name: 'parcels.ask-limit',
  kind: 'query',
  permission: 'public',
  input: Type.Object(
    {
      country: Country,
      channel: ChannelSchema,
      value: PositiveMoneySchema,
      weight_kg: DecimalText,
      hs_code: Type.Optional(HsCode),
    },
    { additionalProperties: false },
  ),
  output: LimitCheckSchema,
  run: async (ctx, { country, channel, value, weight_kg, hs_code }) => {
    const date = dayOf(ctx.clock.now());
    const basis = await basisFor(ctx, {
      country,
      channel,
      date,
      currencies: [value.currency],
      codes: hs_code ? [hs_code] : [],
    });
    const weight = parseMilli(weight_kg) < 0n ? '0' : weight_kg;
    return checkAgainst(basis, {
      country,
      channel,
      date,
      value: fromJson(value),
      weight_kg: weight,
      codes: hs_code ? [hs_code] : [],
      before: () => [money(0n, value.currency)],
    });
  },
});
