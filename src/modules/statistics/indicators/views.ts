import { Type } from 'typebox';
import { DateText, Nullable } from '../../../platform/index.ts';
import { AreaCode } from '../bilateral/views.ts';
import { flows } from '../model.ts';
import { sentenceCodes } from '../said.ts';
import { guardNames } from '../trade/trade-question.ts';

/** What every question for an indicator can narrow by. */
const asked = {
  /** Name of a source in the store: official, comtrade, gacc, sauda-declarations, sauda-declarations-demo, … */
  source: Type.Optional(Type.String({ pattern: '^[a-z][a-z0-9-]{0,62}$', default: 'official' })),
  /** The figures as they were known at the end of this day (UTC). */
  as_of: Type.Optional(DateText),
  /** Convert by dated, sourced rates; the figure says so. */
  currency: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$' })),
};
export const Asked = Type.Object(asked);

export const Period = Type.String({ pattern: '^(?!0000)\\d{4}(-(0[1-9]|1[0-2]))?$' });
export const FlowName = Type.Enum([...flows]);
export const HsPrefix = Type.String({ pattern: '^(TOTAL|\\d{2}|\\d{4}|\\d{6})$' });
const oneGroup = '[a-z_]{2,40}(:[a-z0-9-]{1,30})?';
/** A group's code, which means its first version, or code and version: 'new_trio:broad-1'; up to ten of them. */
export const GroupNames = Type.String({ pattern: `^${oneGroup}(,${oneGroup}){0,9}$` });

export const PairAsked = Type.Object(
  { ...asked, reporter: AreaCode, partner: AreaCode, flow: Type.Optional(FlowName) },
  { additionalProperties: false },
);

/** A sentence by code and parameters; its English text stands beside it. */
export const SaidView = Type.Object({
  code: Type.Enum([...sentenceCodes]),
  params: Type.Record(Type.String(), Type.String()),
});

export const GuardView = Type.Object({
  guard: Type.Enum([...guardNames]),
  severity: Type.Enum(['refuse', 'flag']),
  where: Type.String(),
  /** The same as `where` by codes; null stands for all, no periods for the whole series. */
  scope: Type.Object({
    source: Type.String(),
    reporter: Nullable(Type.String()),
    partner: Nullable(Type.String()),
    flow: Nullable(FlowName),
    commodity: Nullable(Type.String()),
    periods: Type.Array(Type.String()),
  }),
  reason: Type.String(),
  said: SaidView,
  rows: Type.Array(Type.String()),
});

/** Where figures came from: each file once. */
export const OriginView = Type.Object({
  source: Type.String(),
  vintage: Type.String(),
  file_hash: Type.String(),
  source_url: Nullable(Type.String()),
  /** Sentence on rate and date where values were converted. */
  converted: Nullable(Type.String()),
  /** The same in parts, for sentences in other languages: units of `to` for one of `from`. */
  conversion: Nullable(
    Type.Object({ from: Type.String(), to: Type.String(), rate: Type.String(), source: Type.String() }),
  ),
});

/** The group a figure is of; `notice` is shown wherever the figure is. */
export const GroupRef = Type.Object({
  id: Type.String(),
  name: Type.Object({ en: Type.String(), zh: Type.String(), ru: Type.String() }),
  official_list: Type.Enum(['public', 'not_public', 'own']),
  notice: Nullable(Type.String()),
});

/** A whole number of the smallest printed unit, as decimal text in the currency. */
export const Decimal = Type.String();
/** Percent, or percentage points of a difference, with two decimals; null where it is undefined. */
export const Percent = Nullable(Type.Number());
