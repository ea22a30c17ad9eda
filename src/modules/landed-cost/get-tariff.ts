import { Type } from 'typebox';
import { dayOf } from '../../kernel/days.ts';
import { refuse } from '../../kernel/refusal.ts';
import { Country, DateText, defineUseCase, Nullable } from '../../platform/index.ts';
import { findCountry } from '../reference/index.ts';
import { rateText } from './duty-rule.ts';
import { tariffBook } from './store.ts';

const Rule = Type.Object({
  kind: Type.String(),
  code: Type.String(),
  rate_text: Type.String(),
  valid_from: DateText,
  valid_to: Nullable(DateText),
  conditions: Type.String(),
  status: Type.String(),
  source: Type.String(),
  note: Nullable(Type.String()),
});

/** The rules on file for a code in a country on a day (today by default). Refuses with `landed-cost.country_unknown`. */
export const getTariff = defineUseCase({
  name: 'landed-cost.get-tariff',
  kind: 'query',
  permission: 'public',
  input: Type.Object(
    { country: Country, code: Type.String({ pattern: '^\\d{6,10}$' }), date: Type.Optional(DateText) },
    { additionalProperties: false },
  ),
  output: Type.Object({
    country: Country,
    code: Type.String(),
    date: DateText,
    rules: Type.Array(Rule),
    caveats: Type.Array(Type.Object({ code: Type.String(), text: Type.String() })),
  }),
  run: async (ctx, input) => {
    if (!findCountry(input.country)?.corridor)
      return refuse('landed-cost.country_unknown', { country: input.country });
    const date = input.date ?? dayOf(ctx.clock.now());
    const book = await tariffBook(ctx.tx, input.country, [input.code], date);
    const duties = book.lines
      .filter((line) => line.code.startsWith(input.code) || input.code.startsWith(line.code))
      .map((line) => ({ ...line, kind: 'duty', rate_text: rateText(line) }));
    const footnotes = book.footnotes.map((f) => ({
      ...f,
      kind: `duty, footnote ${f.note} (${f.scope})`,
      code: input.code,
      rate_text: rateText(f),
      conditions: '',
      note: null,
    }));
    const taxes = book.taxes.map((tax) => ({
      ...tax,
      conditions: '',
      rate_text: tax.pct === null ? 'no rate on file' : `${tax.pct} %`,
    }));
    const fees = book.fees.map((fee) => ({
      ...fee,
      kind: `fee ${fee.name}`,
      conditions: fee.value_up_to_usd ? `value up to ${fee.value_up_to_usd} USD` : '',
      rate_text: fee.amount === null ? 'no rate on file' : `${fee.amount} ${fee.currency ?? '%'}`,
    }));
    return {
      country: input.country,
      code: input.code,
      date,
      rules: [...duties, ...footnotes, ...taxes, ...fees].map(
        ({ kind, code, rate_text, valid_from, valid_to, conditions, status, source, note }) => ({
          kind,
          code,
          rate_text,
          valid_from,
          valid_to,
          conditions,
          status,
          source,
          note,
        }),
      ),
      caveats: book.regimes.flatMap((r) => (r.caveat ? [{ code: r.caveat, text: r.caveat_text ?? '' }] : [])),
    };
  },
});
