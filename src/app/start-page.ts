import { Type } from 'typebox';
import { isRefusal } from '../kernel/refusal.ts';
import { findAwaitedDeclarations } from '../modules/customs/index.ts';
import { listAwaiting } from '../modules/deals/index.ts';
import { findAwaitedConsignments } from '../modules/transport/index.ts';
import { defineUseCase, Instant, Nullable, type Route, route } from '../platform/index.ts';
import { allows } from './grants.ts';

const LIMIT = 50;

/** What waits for the actor's organisation in any part of trade, oldest deadline first. Three statements. */
export const showStart = defineUseCase({
  name: 'app.show-start',
  kind: 'query',
  permission: 'signed-in',
  input: Type.Object({}, { additionalProperties: false }),
  output: Type.Object({
    items: Type.Array(
      Type.Object({
        kind: Type.String(),
        deal_id: Nullable(Type.String()),
        title_key: Type.String(),
        params: Type.Record(Type.String(), Type.String()),
        deadline: Nullable(Instant),
        href: Type.String(),
      }),
    ),
  }),
  async run(ctx) {
    const may = (permission: string): boolean => allows(ctx.actor, permission);
    const deals = may('deal:read') ? await listAwaiting.run(ctx, {}) : { items: [] };
    if (isRefusal(deals)) return deals;
    const declarations = may('declaration:read') ? await findAwaitedDeclarations(ctx, LIMIT) : [];
    const consignments = may('consignment:report') ? await findAwaitedConsignments(ctx, LIMIT) : [];
    const item = (
      kind: string,
      deal_id: string,
      params: Record<string, string>,
      deadline: string | null,
    ) => ({
      kind,
      deal_id,
      title_key: `task.${kind}`,
      params,
      deadline,
      href: `/deals/${deal_id}`,
    });
    const items = [
      ...deals.items.map(({ action, deal }) =>
        item(action, deal.deal_id, { number: deal.number, goods: deal.goods }, deal.next_deadline),
      ),
      ...declarations.map((d) =>
        item(d.action, d.deal_id, { number: d.number }, d.deadline?.toISOString() ?? null),
      ),
      ...consignments.map((c) =>
        item(c.action, c.deal_id, { number: c.note_number }, c.deadline?.toISOString() ?? null),
      ),
    ];
    const late = '9999';
    items.sort((a, b) => (a.deadline ?? late).localeCompare(b.deadline ?? late));
    return { items: items.slice(0, LIMIT) };
  },
});

export const startRoute: Route = route('GET', '/start', showStart, {
  summary: 'What waits for you',
  tags: ['start'],
});
