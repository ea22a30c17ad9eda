import { add, fromJson, type MoneyJson, money, toJson } from '../kernel/money.ts';
import { assert } from '../kernel/refusal.ts';
import { listNeeds } from '../modules/catalogue/index.ts';
import { showDeal } from '../modules/deals/index.ts';
import { getDocument, listDocuments, verifyJws } from '../modules/documents/index.ts';
import { findMatches } from '../modules/matching/index.ts';
import { fundEscrow, viewDealMoney } from '../modules/payments/index.ts';
import { getBilateral, getDealMirror, releaseDeclarations } from '../modules/statistics/index.ts';
import { showStock } from '../modules/warehousing/index.ts';
import { systemActor } from '../platform/actor.ts';
import { inTransaction } from '../platform/database/database.ts';
import { context } from '../platform/execute.ts';
import { acceptTheGoods, arrive, depart, handOver, load, travel } from './carry.ts';
import { goodsOf } from './cases.ts';
import { type DeclarationShown, decide, lodge } from './clear-customs.ts';
import { demoId } from './demo-id.ts';
import { type Invariant, invariantsOf } from './invariants.ts';
import { answerWithQuote, askForQuote, concludeContract, type Play } from './negotiate.ts';
import { certify, endRetention } from './play-deal.ts';
import { findRouteById } from './route.ts';
import { walkPayout } from './walk-payout.ts';
import type { Walk, WalkStep } from './walk-step.ts';

const HOUR_MS = 3_600_000;

/** Parts are released in the order of the deal: after one that waits, none is released but the import broker's fee. */
function isInOrder(parts: readonly { key: string; status: string }[]): boolean {
  const own = parts.filter((p) => p.key !== 'import_broker').map((p) => p.status);
  const first = own.indexOf('waiting');
  return own.length > 0 && (first < 0 || !own.slice(first).includes('released'));
}

/** Keeps the steps and what has to hold after each. */
export class Walker {
  readonly #play: Play;
  readonly #tell: (step: WalkStep) => void;
  readonly #steps: WalkStep[] = [];
  readonly #invariants: Pick<Invariant, 'name' | 'holds'>[] = [];
  #settled = false;

  constructor(play: Play, tell: (step: WalkStep) => void) {
    this.#play = play;
    this.#tell = tell;
  }

  walk(): Walk {
    const { chosen } = this.#play;
    return {
      route: chosen.route_id,
      goods: chosen.goods,
      steps: this.#steps,
      invariants: this.#invariants,
      settled: this.#settled,
    };
  }

  #step(step: string, decided: string, rule: string, cost: MoneyJson | null = null): void {
    const done = { step, decided, rule, cost };
    this.#steps.push(done);
    this.#tell(done);
  }

  #holds(name: string, holds: boolean): void {
    this.#invariants.push({ name, holds });
  }

  async findPartner(): Promise<void> {
    const { stage, buyerActor, buyer, chosen } = this.#play;
    const need_id = demoId(`need ${buyer.name} ${chosen.goods} ${chosen.route_id}`);
    const { items: needs } = await stage.act(buyerActor, listNeeds, { limit: 100 });
    this.#step('need', `${buyer.name} looks for ${goodsOf(chosen).title_en}`, 'published need');
    this.#holds(
      'the need is listed',
      needs.some((n) => n.need_id === need_id),
    );
    const { items } = await stage.act(buyerActor, findMatches, { need_id, limit: 50 });
    const [best] = items;
    assert(best, 'a need of the demonstration has a match');
    this.#step(
      'match',
      `${items.length} listings answer; best: ${best.seller.name}, ${best.score} of 100`,
      best.parts.map((p) => `${p.part} ${p.points}`).join(', '),
    );
  }

  async agree(): Promise<void> {
    const play = this.#play;
    await askForQuote(play);
    this.#step(
      'request for a quote',
      `deal ${play.number} opens: ${play.quantity} ${goodsOf(play.chosen).unit} asked of ${play.seller.name}`,
      'the deal is the case',
    );
    await play.stage.wait(20 * HOUR_MS);
    const quote = await answerWithQuote(play, { price_percent: 100 });
    const cost = quote.landed_cost as {
      total: MoneyJson | null;
      known: MoneyJson;
      missing: { kind: string; detail: string }[];
    } | null;
    this.#step(
      'quote',
      `offered ${play.chosen.incoterm}, valid 14 days`,
      `Incoterms 2020 ${play.chosen.incoterm}`,
      quote.price as MoneyJson,
    );
    if (cost)
      this.#step(
        'landed cost',
        cost.total
          ? 'known to the buyer’s door'
          : `known in part; not on file: ${cost.missing.map((m) => m.kind).join(', ')}`,
        'tariff and tax rules of the day',
        cost.total ?? cost.known,
      );
    await play.stage.wait(10 * HOUR_MS);
    await concludeContract(play, quote.quote_number);
    const deal = await play.stage.act(play.buyerActor, showDeal, { deal_id: play.deal_id });
    this.#step(
      'contract',
      'accepted by both sides',
      `${deal.participants.length} participants appointed`,
      deal.terms?.price ?? null,
    );
    this.#holds('a contract needs both sides', deal.state === 'contracted');
  }

  async pay(): Promise<void> {
    const { stage, buyerActor, deal_id } = this.#play;
    const funded = await stage.act(buyerActor, fundEscrow, { deal_id });
    const { escrow } = await stage.act(buyerActor, viewDealMoney, { deal_id });
    this.#step(
      'escrow',
      'the buyer has funded it',
      'double entry: wallet → clearing → escrow',
      funded.held as MoneyJson,
    );
    this.#holds('the escrow took in what was funded', escrow?.funded.amount === funded.held.amount);
    for (const part of escrow?.parts ?? [])
      this.#step(
        `part: ${part.key.replaceAll('_', ' ')}`,
        part.status,
        `released by ${part.waits_for}${part.after_days ? `, ${part.after_days} days after acceptance` : ''}`,
        part.amount as MoneyJson,
      );
    this.#holds('each part that was due is released, and no other', isInOrder(escrow?.parts ?? []));
  }

  async issue(): Promise<void> {
    const play = this.#play;
    await play.stage.wait(30 * HOUR_MS);
    await certify(play);
    const { items } = await play.stage.act(play.sellerActor, listDocuments, { deal_id: play.deal_id });
    let authentic = 0;
    for (const d of items) {
      const { jws } = await play.stage.act(play.sellerActor, getDocument, {
        deal_id: play.deal_id,
        document_id: d.document_id,
      });
      const checked = await verifyJws(
        jws,
        play.stage.runtime.services.signer.jwks() as Parameters<typeof verifyJws>[1],
      );
      if (checked.verdict === 'authentic') authentic += 1;
      this.#step(
        'document',
        `${d.kind.replaceAll('_', ' ')} ${d.number}`,
        `signed by ${d.issuer.name}, verifiable offline`,
      );
    }
    this.#holds('every document verifies offline', authentic === items.length && items.length >= 4);
  }

  async clear(direction: 'export' | 'import'): Promise<DeclarationShown> {
    const play = this.#play;
    const lodged = await lodge(play, direction);
    const passed = lodged.checks.filter((c) => c.ok).length;
    this.#step(
      `${direction} declaration`,
      `${lodged.number} lodged; ${passed} of ${lodged.checks.length} checks passed`,
      `${lodged.statistical_basis} value, supervision mode ${lodged.supervision_mode}`,
      lodged.statistical_value as MoneyJson,
    );
    const taken = lodged.state === 'released' ? lodged : await decide(play, direction);
    for (const line of taken.assessment?.lines ?? [])
      this.#step(
        `${direction} ${line.kind.replace('export_duty', 'duty')}`,
        line.amount ? line.rate_text : (line.note ?? 'not on file; nothing charged'),
        [line.code || line.rule, line.valid_from && `since ${line.valid_from}`, line.status, line.source]
          .filter(Boolean)
          .join(' · '),
        line.amount as MoneyJson | null,
      );
    this.#step(
      `${direction} release`,
      `${taken.lane} lane, ${taken.state}`,
      taken.lane_reasons.map((r) => r.code.replace('customs.risk.', '')).join(', ') || 'no risk found',
      taken.due as MoneyJson | null,
    );
    this.#holds(`the ${direction} was released`, taken.state === 'released');
    return taken;
  }

  async carry(): Promise<void> {
    const play = this.#play;
    const route = findRouteById(play.chosen.route_id);
    await load(play);
    await depart(play);
    this.#step('departure', `from ${route.from} by ${route.mode}`, 'only after customs released the export');
    const stops = await travel(play, async (place) => {
      if (place === route.crossing_import) await this.clear('import');
    });
    for (const stop of stops)
      this.#step(
        stop.gauge_changed ? 'change of gauge' : 'passed',
        stop.place,
        stop.gauge_changed ? '1,435 mm ↔ 1,520 mm' : 'in the order of the route',
      );
    await arrive(play);
    await handOver(play);
    const stock = await play.stage.act(play.buyerActor, showStock, { deal_id: play.deal_id });
    this.#step('arrival', `at ${route.to}, handed over`, 'only after customs released the import');
    this.#holds(
      'all goods lie with the buyer',
      stock.lines.every((l) => l.at.buyer === `${play.quantity}.000`),
    );
  }

  async finish(): Promise<void> {
    const play = this.#play;
    const { stage, deal_id } = play;
    await acceptTheGoods(play);
    this.#step('acceptance', 'counted and found in order', 'the buyer’s word releases the escrow');
    const before = await stage.act(play.sellerActor, viewDealMoney, { deal_id });
    this.#holds('each part that was due is released, and no other', isInOrder(before.escrow?.parts ?? []));
    const retained = before.escrow?.parts.find((p) => p.status === 'waiting');
    if (retained)
      this.#step('held back', retained.key, `until ${retained.releases_at}`, retained.amount as MoneyJson);
    await endRetention(play, 'straight');
    const { transfers, escrow } = await stage.act(play.sellerActor, viewDealMoney, { deal_id });
    const shown = ['escrow.release', 'freight', 'brokerage', 'exchange'];
    for (const t of transfers.filter((t) => shown.includes(t.kind)))
      this.#step(
        t.kind === 'exchange' ? 'exchange' : 'payment',
        [t.part?.replaceAll('_', ' '), t.kind.replace('escrow.release', 'to the seller')]
          .filter(Boolean)
          .join(': '),
        t.reference,
        t.amount as MoneyJson,
      );
    const deal = await stage.act(play.buyerActor, showDeal, { deal_id });
    this.#step('deal closed', `state ${deal.state}`, 'money settled, both customs released');
    this.#settled = deal.state === 'closed' && escrow?.held.amount === '0';
    this.#holds('the escrow is empty and the deal closed', this.#settled);
  }

  async payOut(): Promise<void> {
    const done = await walkPayout(this.#play, (...step) => this.#step(...step));
    this.#holds('what left the wallet left the bank, seen by two people', done);
  }

  async count(): Promise<void> {
    const { stage, deal_id, buyerActor, chosen } = this.#play;
    const { runtime } = stage;
    await stage.wait(48 * HOUR_MS);
    const invariants = await inTransaction(runtime.database.system, systemActor.org_id, async (tx) => {
      const ctx = context(runtime, tx, systemActor);
      await releaseDeclarations(ctx);
      return invariantsOf(ctx);
    });
    const mirror = await stage.act(buyerActor, getDealMirror, { deal_id });
    const bilateral = await stage.act(buyerActor, getBilateral, {
      reporter: chosen.from_country,
      partner: chosen.to_country,
      source: 'demo',
      frequency: 'M',
    });
    const { contract } = mirror;
    this.#step(
      'statistics: export',
      `${mirror.export.reporter} reports to ${mirror.export.partner}, ${mirror.export.period}`,
      'FOB, by destination',
      contract.export_fob as MoneyJson,
    );
    this.#step(
      'statistics: import',
      `${mirror.import.reporter} reports from ${mirror.import.partner}, ${mirror.import.period}`,
      'CIF, by origin',
      contract.import_cif as MoneyJson,
    );
    for (const part of contract.explained)
      this.#step('mirror gap', part.part, 'explained from the contract', part.amount as MoneyJson);
    this.#holds(
      'both sides stand in the bilateral table',
      bilateral.rows.some((r) => r.flow === 'export') && bilateral.rows.some((r) => r.flow === 'import'),
    );
    const parts = contract.explained
      .map((p) => fromJson(p.amount))
      .reduce(add, money(0n, fromJson(contract.gap).currency));
    this.#holds(
      'the mirror gap is explained to the last cent',
      contract.residual.amount === '0' && toJson(parts).amount === contract.gap.amount,
    );
    for (const { name, holds } of invariants) this.#holds(name, holds);
  }
}
