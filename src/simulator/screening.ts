import { dayOf } from '../kernel/days.ts';
import { assert, mustSucceed } from '../kernel/refusal.ts';
import { changeListing, getListing } from '../modules/catalogue/index.ts';
import { decideHit, importWatchlist, listHits } from '../modules/parties/index.ts';
import type { Ctx } from '../platform/index.ts';
import { demoId } from './demo-id.ts';
import type { Invariant } from './invariants.ts';
import { demoListings } from './listings.ts';
import { type DemoOrganisation, demoOperator, memberOf } from './organisations.ts';
import { asSystem, type Stage } from './stage.ts';

/** A firm that was blocked for a time, in the middle of what it does. */
export interface Block {
  org_id: string;
  hit_id: string;
  from: Date;
  /** Null as long as it stands. */
  to: Date | null;
}

/** A list made up for this firm comes in, and the operator says that the firm is who is listed. */
export async function blockFirm(stage: Stage, firm: DemoOrganisation, why: string): Promise<Block> {
  const operator = memberOf(demoOperator);
  const as_of = dayOf(stage.clock.now());
  await asSystem(stage.runtime, async (ctx) =>
    mustSucceed(
      await importWatchlist(ctx, {
        list_id: 'simulated',
        source: 'a list made up for the simulation',
        as_of,
        csv: `entry_id,name,country\n${why},${firm.name},${firm.country}\n`,
      }),
      'a list comes in',
    ),
  );
  const hit_id = await openHit(stage, firm.org_id, why);
  const note = 'Demonstration: it is who is listed';
  await stage.act(operator, decideHit, { org_id: firm.org_id, hit_id, decision: 'confirmed', note });
  return { org_id: firm.org_id, hit_id, from: stage.clock.now(), to: null };
}

/** A block takes a firm's offers off the shelf, and its end does not bring them back: the firm does. */
export async function relist(stage: Stage, firm: DemoOrganisation): Promise<void> {
  const actor = memberOf(firm);
  const { merciless } = stage;
  for (const listing of demoListings().filter((one) => one.org_id === firm.org_id)) {
    const { org_id: _org, demo: _demo, created_at: _at, ...input } = listing;
    const { version } = await stage.act(actor, getListing, { listing_id: input.listing_id });
    await stage.act(actor, changeListing, { ...input, version });
    // One has met every fault; the others are like it.
    stage.merciless = false;
  }
  stage.merciless = merciless;
}

/** One person of the operator's asks to lift the block, another agrees. */
export async function liftBlock(stage: Stage, block: Block): Promise<void> {
  const operator = memberOf(demoOperator);
  const second = { ...operator, user_id: demoId('second person of the operator') };
  const { org_id, hit_id } = block;
  const note = 'Demonstration: another firm of the same name';
  await stage.act(operator, decideHit, { org_id, hit_id, decision: 'lifting', note });
  await stage.act(second, decideHit, { org_id, hit_id, decision: 'cleared', note });
  block.to = stage.clock.now();
}

const MOST_PAGES = 100;

async function openHit(stage: Stage, org_id: string, entry_id: string): Promise<string> {
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const { items, next_cursor } = await stage.act(memberOf(demoOperator), listHits, {
      limit: 100,
      ...(cursor ? { cursor } : {}),
    });
    const found = items.find((hit) => hit.org_id === org_id && hit.entry_id === entry_id);
    if (found) return found.hit_id;
    if (!next_cursor) break;
    cursor = next_cursor;
  }
  assert(false, 'a firm is found on a list that names it');
}

/** What must hold of deals in whose middle a firm was blocked. Runs as the system. */
export async function blockInvariants(
  ctx: Ctx,
  blocked: readonly (Block & { deal_id: string })[],
): Promise<Invariant[]> {
  const deals = blocked.map((b) => b.deal_id);
  const paid = await ctx.tx.rows<{ transfer_id: string }>(
    `select t.transfer_id
     from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::timestamptz[]) as b (deal_id, org_id, since, until)
     join payments.transfer t on t.book_id = b.org_id and t.deal_id = b.deal_id and t.credit_account_id like 'wallet:%'
       and t.at > b.since and (b.until is null or t.at < b.until)
     limit 5`,
    [deals, blocked.map((b) => b.org_id), blocked.map((b) => b.from), blocked.map((b) => b.to)],
  );
  const waiting = await ctx.tx.rows<{ deal_id: string }>(
    `select w.deal_id from deals.event w where w.deal_id = any ($1::uuid[]) and w.kind = 'escrow.withheld'
       and not exists (select 1 from deals.event o where o.deal_id = w.deal_id and o.number > w.number
         and o.kind in ('escrow.part_released', 'escrow.released', 'escrow.refunded'))
     limit 5`,
    [deals],
  );
  const [first] = [...paid, ...waiting];
  return [
    {
      name: 'a firm that is blocked is paid nothing, and all that was held once the block is lifted',
      holds: first === undefined && blocked.every((b) => b.to !== null),
      detail: first ? JSON.stringify(first) : `${blocked.length} firms blocked and lifted`,
    },
  ];
}
