import { Type } from 'typebox';
import { formatMilli, parseMilli } from '../../kernel/decimal.ts';
import { type FieldError, refuse } from '../../kernel/refusal.ts';
import { defineUseCase, Uuid } from '../../platform/index.ts';
import { countries, notWhole, units } from '../reference/index.ts';
import { LotSchema, lotInput } from './model.ts';
import { insertLot, type LotRow, listLotRows } from './store-lots.ts';

const MOST_LOTS = 200;

/**
 * Goods have come into an overseas warehouse (9810) or into bond in China (1210), to be sold from there parcel by
 * parcel. Refuses with parcels.lot_wrong.
 */
export const receiveLot = defineUseCase({
  name: 'parcels.receive-lot',
  kind: 'command',
  permission: 'parcel:keep',
  input: Type.Object(lotInput, { additionalProperties: false }),
  output: Type.Object({ lot_id: Uuid }),
  async run(ctx, { quantity, ...input }) {
    const errors: FieldError[] = [];
    const flag = (path: string, code: string, message: string): void => {
      errors.push({ path, code, message });
    };
    if (parseMilli(quantity) <= 0n) flag('/quantity', 'not_positive', 'must be above zero');
    errors.push(...notWhole([['/quantity', quantity, input.unit]]));
    if (!units().some((unit) => unit.code === input.unit))
      flag('/unit', 'unit_unknown', 'not a unit on the list');
    if (!countries().some((c) => c.iso2 === input.country))
      flag('/country', 'country_unknown', 'not a country on file');
    if (input.mode === '1210' && input.country !== 'CN')
      flag('/country', 'not_in_china', 'goods under 1210 lie in bond in China');
    if (input.mode === '9810' && input.country === 'CN')
      flag('/country', 'not_overseas', 'goods under 9810 lie in a warehouse abroad');
    if (errors.length > 0) return refuse('parcels.lot_wrong', {}, errors);
    const lot_id = ctx.id();
    await insertLot(
      ctx.tx,
      ctx.actor.org_id,
      { ...input, lot_id, quantity_in: quantity, quantity_out: '0' },
      ctx.clock.now(),
    );
    return { lot_id };
  },
});

/** The organisation's lots and what is left of each, newest first; two hundred at most. */
export const listLots = defineUseCase({
  name: 'parcels.list-lots',
  kind: 'query',
  permission: 'parcel:keep',
  input: Type.Object({}, { additionalProperties: false }),
  output: Type.Object({ items: Type.Array(LotSchema) }),
  run: async (ctx) => ({ items: (await listLotRows(ctx.tx, ctx.actor.org_id, MOST_LOTS)).map(shown) }),
});

function shown(row: LotRow) {
  return { ...row, left: formatMilli(parseMilli(row.quantity_in) - parseMilli(row.quantity_out)) };
}
