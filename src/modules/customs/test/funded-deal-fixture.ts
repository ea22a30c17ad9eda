import type { TestApp } from '../../../../test/app.ts';
import { mustSucceed } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/index.ts';
import { advance, getDeal, joinParticipants, type Terms } from '../../deals/index.ts';
import { openedDeal, sampleTerms } from '../../deals/test/deal-fixture.ts';
import { type RegisteredOrganisation, registerOrganisations } from '../../parties/index.ts';

/** A funded deal with everybody it takes to carry and declare its goods. */
export interface FundedDeal {
  deal_id: string;
  terms: Terms;
  buyer: Actor;
  seller: Actor;
  carrier: Actor;
  exportBroker: Actor;
  importBroker: Actor;
  exportCustoms: Actor;
  importCustoms: Actor;
}

const kindOf = { broker: 'broker', trader: 'trader', customs: 'customs', carrier: 'carrier' } as const;

export async function fundedDeal(
  app: TestApp,
  overrides: Partial<Terms> = {},
  given: { importCustoms?: Actor } = {},
): Promise<FundedDeal> {
  const carrier = app.member('carrier');
  const exportBroker = app.member('broker');
  const importBroker = app.member('broker');
  const exportCustoms = app.member('customs');
  const importCustoms = given.importCustoms ?? app.member('customs');
  const terms = sampleTerms({
    carrier_org_id: carrier.org_id,
    export_broker_org_id: exportBroker.org_id,
    import_broker_org_id: importBroker.org_id,
    ...overrides,
  });
  const { deal_id, buyer, seller } = await openedDeal(app, 'contracted', terms);
  await app.within(async (ctx) => {
    const found = mustSucceed(await getDeal(ctx, deal_id), 'get deal');
    const joined = mustSucceed(
      await joinParticipants(ctx, found, [
        { role: 'export_broker', org_id: exportBroker.org_id },
        { role: 'import_broker', org_id: importBroker.org_id },
        { role: 'export_customs', org_id: exportCustoms.org_id },
        { role: 'import_customs', org_id: importCustoms.org_id },
      ]),
      'join',
    );
    mustSucceed(await advance(ctx, joined, { event: 'escrow.funded', body: {} }), 'fund');
    const now = ctx.clock.now();
    const registered = (actor: Actor, country: string): RegisteredOrganisation => ({
      org_id: actor.org_id,
      name: `Demo ${actor.org_kind} ${actor.org_id}`,
      kind: kindOf[actor.org_kind as keyof typeof kindOf],
      country,
      demo: true,
      registered_at: now,
      registration_scheme: 'other',
      registration_number: actor.org_id.toUpperCase(),
    });
    await registerOrganisations(ctx.tx, [
      registered(seller, terms.from_country),
      registered(buyer, terms.to_country),
      registered(exportBroker, terms.from_country),
      registered(importBroker, terms.to_country),
    ]);
  });
  return { deal_id, terms, buyer, seller, carrier, exportBroker, importBroker, exportCustoms, importCustoms };
}

const hash = 'a'.repeat(64);

/** The documents of a deal as `app/policies` would present them, and its invoice. */
export function papersOf(terms: Terms, without: string[] = []) {
  const kinds = [
    'commercial_invoice',
    'packing_list',
    'certificate_of_origin',
    terms.mode === 'rail' ? 'smgs_note' : 'cmr_note',
  ].filter((kind) => !without.includes(kind));
  const amount = terms.goods.reduce((total, g) => total + BigInt(g.amount.amount), 0n);
  return {
    documents: kinds.map((kind) => ({ kind, number: `${kind}-1`, document_id: kind, hash })),
    invoice: {
      number: 'INV-1',
      amount: { amount: amount.toString(), currency: terms.price.currency },
      lines: terms.goods.map(({ line, hs_code, quantity, unit, amount: value }) => ({
        line,
        hs_code,
        quantity,
        unit,
        amount: value,
      })),
    },
  };
}
