import { Type } from 'typebox';
import { dayOf } from '../../kernel/days.ts';
import { money, toJson } from '../../kernel/money.ts';
import { DateText, defineUseCase, MoneySchema, Nullable, Uuid } from '../../platform/index.ts';
import { cardsOn } from './store-rate-card.ts';

const LIMIT = 500;

/** Rate cards that hold on a day, of one route or all: the carriers to choose from. At most 500. */
export const listRateCards = defineUseCase({
  name: 'transport.list-rate-cards',
  kind: 'query',
  permission: 'signed-in',
  input: Type.Object(
    { date: Type.Optional(DateText), route_id: Type.Optional(Type.String({ minLength: 1, maxLength: 80 })) },
    { additionalProperties: false },
  ),
  output: Type.Object({
    items: Type.Array(
      Type.Object({
        carrier_org_id: Uuid,
        rate_card_id: Uuid,
        route_id: Type.String(),
        basis: Type.String(),
        container_load_kg: Nullable(Type.String()),
        price: MoneySchema,
        valid_from: Type.String(),
        valid_to: Type.String(),
        demo: Type.Boolean(),
      }),
    ),
  }),
  async run(ctx, input) {
    const date = input.date ?? dayOf(ctx.clock.now());
    const cards = await cardsOn(ctx.tx, date, input.route_id, LIMIT);
    return {
      items: cards.map(({ org_id, amount, currency, ...card }) => ({
        ...card,
        carrier_org_id: org_id,
        price: toJson(money(amount, currency)),
      })),
    };
  },
});
