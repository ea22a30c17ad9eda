import { type Static, Type } from 'typebox';
import { isRefusal, type Outcome, refuse } from '../../../kernel/refusal.ts';
import { type Ctx, defineUseCase } from '../../../platform/index.ts';
import { checkPair } from '../areas.ts';
import { AreaCode } from '../bilateral/views.ts';
import { MethodView, methodsOf } from '../indicators/methods.ts';
import { guardViews, inPercent, originsOf, readFacts, usable } from '../indicators/read-series.ts';
import { Asked, Decimal, GuardView, HsPrefix, OriginView, Percent, Period } from '../indicators/views.ts';
import { formatUnits } from '../model.ts';
import { convertCodes, methodLeads } from './convert-codes.ts';
import { type Edition, editionOf, editions } from './correlation-tables.ts';

const Input = Type.Object(
  {
    ...Asked.properties,
    reporter: AreaCode,
    partner: AreaCode,
    flow: Type.Enum(['export', 'import']),
    period: Period,
    commodity: Type.Optional(HsPrefix),
    /** Edition to carry the lines to. */
    to: Type.Enum([...editions]),
    /** exact (the default): what could be several codes is left out; unsd: the one older code that UNSD takes. */
    method: Type.Optional(Type.Enum(['exact', 'unsd'])),
    /** Digits of the answer. */
    level: Type.Optional(Type.Integer({ minimum: 2, maximum: 6, multipleOf: 2, default: 6 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 6000, default: 100 })),
  },
  { additionalProperties: false },
);

const Conversion = Type.Object({
  from: Type.String(),
  to: Type.String(),
  method: Type.String(),
  currency: Type.String(),
  total: Decimal,
  /** Of the total, in percent: always stated, also when it is nothing. */
  unconverted_share_pct: Percent,
  /** Of the total: what went over because links to electrical waste (85.49) were left out. */
  assumed_share_pct: Percent,
  converted_codes: Type.Integer(),
  converted: Type.Array(
    Type.Object({ code: Type.String(), value: Decimal, from: Type.Array(Type.String()) }),
  ),
  unconverted_codes: Type.Integer(),
  unconverted: Type.Array(
    Type.Object({
      code: Type.String(),
      value: Decimal,
      /** 0 when the edition does not have the code. */
      counterparts: Type.Integer(),
      examples: Type.Array(Type.String()),
    }),
  ),
  /** Lines that a guard refuses, left out of the total. */
  refused_lines: Type.Integer(),
  methods: Type.Array(MethodView),
  guards: Type.Array(GuardView),
  origins: Type.Array(OriginView),
});

/**
 * The lines of six digits of a trade in another edition of the Harmonized System, largest first, and what could not be
 * carried over. Refuses with statistics.area_unknown, same_area, bad_question (UNSD's table leads to older editions
 * only; a whole period of one edition is needed), no_figures, mixed_units and what the store refuses.
 */
async function conversion(
  ctx: Ctx,
  input: Static<typeof Input>,
): Promise<Outcome<Static<typeof Conversion>>> {
  const { reporter, partner, flow, period, commodity = 'TOTAL', to, method = 'exact', level = 6 } = input;
  const { source, currency, as_of, limit = 100 } = input;
  const pair = checkPair(reporter, partner);
  if (isRefusal(pair)) return pair;
  const read = await readFacts(ctx, {
    sources: [source ?? 'official'],
    reporters: [reporter],
    partners: [partner],
    flows: [flow],
    frequency: period.length === 7 ? 'M' : 'A',
    from: period,
    to: period,
    commodities: [commodity],
    ...(commodity.length === 6 ? {} : { children: true, level: 6 as const }),
    ...(currency === undefined ? {} : { currency }),
    ...(as_of === undefined ? {} : { as_of }),
  });
  if (isRefusal(read)) return read;
  const good = read.facts.filter((f) => usable(f, read.guards));
  const from = editionOfAll(good.map((f) => f.hs_edition));
  if (from === undefined)
    return refuse('statistics.bad_question', {
      reason: 'the lines are of no edition of 2007 or later, or of several',
    });
  if (!methodLeads(method, from, to))
    return refuse('statistics.bad_question', { reason: 'the table of UNSD leads to older editions only' });
  const text = (value: bigint): string => formatUnits(value, read.places);
  const found = convertCodes(
    good.map((f) => ({ code: f.commodity, value: f.value })),
    from,
    to,
    { method, level: level as 2 | 4 | 6 },
  );
  const largest = <T extends { value: bigint }>(list: readonly T[]): T[] =>
    list.toSorted((a, b) => (a.value > b.value ? -1 : a.value < b.value ? 1 : 0)).slice(0, limit);
  return {
    ...{ from, to, method, currency: read.currency },
    total: text(good.reduce((sum, f) => sum + f.value, 0n)),
    unconverted_share_pct: inPercent(found.unconverted_share),
    assumed_share_pct: inPercent(found.assumed_share),
    converted_codes: found.converted.length,
    converted: largest(found.converted).map((c) => ({ ...c, value: text(c.value) })),
    unconverted_codes: found.unconverted.length,
    unconverted: largest(found.unconverted).map((c) => ({ ...c, value: text(c.value) })),
    refused_lines: read.facts.length - good.length,
    methods: methodsOf('conversion'),
    guards: guardViews(read.guards),
    origins: originsOf(good),
  };
}

function editionOfAll(names: readonly (string | null)[]): Edition | undefined {
  const found = new Set(names.map((name) => (name === null ? undefined : editionOf(name))));
  const [only] = found;
  return found.size === 1 ? only : undefined;
}

export const getConversion = defineUseCase({
  name: 'statistics.get-conversion',
  kind: 'query',
  permission: 'public',
  input: Input,
  output: Conversion,
  run: conversion,
});
