import { isQuantityWithinTrade, isWithinTrade, lineTotal } from '../../kernel/bounds.ts';
import { parseMilli } from '../../kernel/decimal.ts';
import { type FieldError, type Outcome, refuse } from '../../kernel/refusal.ts';
import { endedHsCodes, findIncoterm, fitsUnit, isCountryCode, isHsCode, units } from '../reference/index.ts';
import type { QuoteRequest } from './model.ts';

/**
 * What the schema cannot say of a request: its lines are numbered once, quantities are more than nothing, codes and
 * units exist, and prices are in its currency. What stands here goes as it is into contract and declarations.
 * Refuses with quoting.request_wrong, naming every field.
 */
export function checkRequest(request: QuoteRequest): Outcome<true> {
  const errors: FieldError[] = [];
  const numbers = new Set<number>();
  request.goods.forEach((line, at) => {
    const need = (holds: boolean, field: string, code: string, message: string): void => {
      if (!holds) errors.push({ path: `/request/goods/${at}/${field}`, code, message });
    };
    need(!numbers.has(line.line), 'line', 'line_twice', 'two lines have one number');
    numbers.add(line.line);
    need(parseMilli(line.quantity) > 0n, 'quantity', 'not_positive', 'must be more than zero');
    need(fitsUnit(line.quantity, line.unit), 'quantity', 'not_whole', 'what is counted is a whole number');
    need(isQuantityWithinTrade(line.quantity), 'quantity', 'too_large', 'more than any consignment holds');
    need(
      line.unit_price === undefined || isWithinTrade(lineTotal(line.quantity, line.unit_price)),
      'unit_price',
      'too_large',
      'the line comes to more than any contract',
    );
    need(
      units().some((unit) => unit.code === line.unit),
      'unit',
      'unit_unknown',
      'not a unit on the list',
    );
    need(
      isCountryCode(line.origin_country),
      'origin_country',
      'country_unknown',
      'not the code of a country (ISO 3166-1)',
    );
    need(
      line.unit_price === undefined || line.unit_price.currency === request.currency,
      'unit_price',
      'mixed_currencies',
      'all prices are in the currency of the request',
    );
    const ended = endedHsCodes().get(line.hs_code);
    const code = ended ? 'hs_ended' : 'hs_unknown';
    const message = ended
      ? `ended with the edition of ${ended.edition}; since 2022 ${ended.successors.join(', ')}`
      : 'is not in the nomenclature';
    need(!ended && isHsCode(line.hs_code), 'hs_code', code, message);
  });
  if (request.incoterm !== undefined && !findIncoterm(request.incoterm))
    errors.push({ path: '/request/incoterm', code: 'incoterm_unknown', message: 'not an Incoterm' });
  return errors.length > 0 ? refuse('quoting.request_wrong', {}, errors) : true;
}
