import { merkleRoot } from '../../kernel/merkle.ts';
import type { Ctx, Tx } from '../../platform/index.ts';
import type { EventRow } from './store.ts';
import { eventHash, GENESIS } from './timeline.ts';

const PAGE = 5000;

/** The first thing that does not hold, in words a person can follow up. */
export interface BrokenLink {
  deal_id?: string;
  number?: number;
  seal_id?: string;
  what: string;
}

export interface AuditReport {
  deals: number;
  events: number;
  seals: number;
  broken: BrokenLink | null;
}

/** Recomputes every chain, the heads of the deals, and every seal; stops at the first broken link. Runs as the system. */
export async function auditTimelines(ctx: Ctx): Promise<AuditReport> {
  const report: AuditReport = { deals: 0, events: 0, seals: 0, broken: null };
  report.broken =
    (await auditChains(ctx.tx, report)) ??
    (await auditHeads(ctx.tx, report)) ??
    (await auditSeals(ctx, report)) ??
    null;
  return report;
}

async function auditChains(tx: Tx, report: AuditReport): Promise<BrokenLink | undefined> {
  let after: [string, number] = ['00000000-0000-0000-0000-000000000000', 0];
  let previous: { deal_id: string; number: number; hash: string } | undefined;
  for (;;) {
    const page = await tx.rows<EventRow>(
      `select deal_id, number, kind, at, actor_kind, actor_org_id, actor_user_id, state_after, body, previous_hash, hash, parties
       from deals.event where (deal_id, number) > ($1::uuid, $2::int) order by deal_id, number limit ${PAGE}`,
      after,
    );
    for (const event of page) {
      const follows = previous?.deal_id === event.deal_id ? previous : { number: 0, hash: GENESIS };
      const at = { deal_id: event.deal_id, number: event.number };
      if (event.number !== follows.number + 1)
        return { ...at, what: `event ${follows.number + 1} is missing` };
      if (event.previous_hash !== follows.hash)
        return { ...at, what: 'does not hold the hash of the event before' };
      if (eventHash(event) !== event.hash) return { ...at, what: 'was changed after it was written' };
      previous = event;
      report.events += 1;
    }
    const last = page.at(-1);
    if (!last || page.length < PAGE) return undefined;
    after = [last.deal_id, last.number];
  }
}

async function auditHeads(tx: Tx, report: AuditReport): Promise<BrokenLink | undefined> {
  report.deals = Number((await tx.one<{ deals: bigint }>('select count(*) as deals from deals.deal')).deals);
  const wrong = await tx.maybe<{ deal_id: string; last_event: number }>(
    `select d.deal_id, d.last_event from deals.deal d
     left join lateral (select number, hash, state_after from deals.event e where e.deal_id = d.deal_id order by number desc limit 1) h on true
     where h.number is distinct from d.last_event or h.hash is distinct from d.last_hash or h.state_after is distinct from d.state
     order by d.deal_id limit 1`,
  );
  return (
    wrong && {
      deal_id: wrong.deal_id,
      number: wrong.last_event,
      what: 'the deal does not agree with the last event of its timeline',
    }
  );
}

async function auditSeals(ctx: Ctx, report: AuditReport): Promise<BrokenLink | undefined> {
  const seals = await ctx.tx.rows<{
    seal_id: string;
    root: string;
    leaves: number;
    jws: string;
    hashes: string[];
  }>(
    `select s.seal_id, s.root, s.leaves, s.jws, array_agg(l.hash order by l.position) as hashes
     from deals.seal s left join deals.seal_leaf l using (seal_id) group by s.seal_id order by s.sealed_at, s.seal_id`,
  );
  for (const seal of seals) {
    report.seals += 1;
    const signed = await ctx.services.signer.verify(seal.jws);
    if (!signed || !('root' in signed) || signed.root !== seal.root)
      return { seal_id: seal.seal_id, what: 'the signature of the seal does not hold' };
    if (seal.hashes.length !== seal.leaves || merkleRoot(seal.hashes) !== seal.root)
      return { seal_id: seal.seal_id, what: 'the leaves do not give the sealed root' };
  }
  const loose = await ctx.tx.maybe<{ deal_id: string; number: number; seal_id: string }>(
    `select l.deal_id, l.number, l.seal_id from deals.seal_leaf l
     left join deals.event e on e.deal_id = l.deal_id and e.number = l.number
     where e.hash is distinct from l.hash order by l.deal_id, l.number limit 1`,
  );
  return loose && { ...loose, what: 'the event differs from what was sealed' };
}
