import type { Static } from 'typebox';
import { assert } from '../kernel/refusal.ts';
import {
  correctDeclaration,
  decideDeclaration,
  getDeclaration,
  listDeclarations,
  lodgeDeclaration,
  supplyRate,
} from '../modules/customs/index.ts';
import type { Actor } from '../platform/index.ts';
import type { Play } from './negotiate.ts';
import { demoService, memberOf } from './organisations.ts';

export type Direction = 'export' | 'import';
export type DeclarationShown = Static<(typeof getDeclaration)['output']>;

const HOUR_MS = 3_600_000;

/** What a demonstration officer states where no rate is on file; it appears as stated by the officer. */
const STATED = { pct: '5', reason: 'Demonstration: stated by the officer, because no rate is on file here' };

export function declarant(play: Play, direction: Direction): Actor {
  return memberOf(
    demoService('broker', direction === 'export' ? play.chosen.from_country : play.chosen.to_country),
  );
}

export function officer(play: Play, direction: Direction): Actor {
  return memberOf(
    demoService('customs', direction === 'export' ? play.chosen.from_country : play.chosen.to_country),
  );
}

/** The declaration of one direction as its declarant sees it. */
export async function declarationOf(play: Play, direction: Direction): Promise<DeclarationShown> {
  const actor = declarant(play, direction);
  const { items } = await play.stage.act(actor, listDeclarations, { deal_id: play.deal_id });
  const found = items
    .filter((d) => d.direction === direction && d.state !== 'withdrawn' && d.state !== 'cancelled')
    .at(-1);
  assert(found, `the ${direction} declaration of ${play.number} was drawn up`);
  return play.stage.act(actor, getDeclaration, {
    deal_id: play.deal_id,
    declaration_id: found.declaration_id,
  });
}

/** Lodges; answers how customs took it. `wrong` lodges it with a mistake in it. */
export async function lodge(
  play: Play,
  direction: Direction,
  wrong?: 'hs_code' | 'value',
): Promise<DeclarationShown> {
  const draft = await declarationOf(play, direction);
  const [item] = draft.items;
  assert(item, 'a declaration has items');
  const amendments =
    wrong === 'hs_code'
      ? { items: [{ line: item.line, hs_code: '999999' }] }
      : wrong === 'value'
        ? { items: [{ line: item.line, value: lower(draft.invoice_value) }] }
        : undefined;
  await play.stage.act(declarant(play, direction), lodgeDeclaration, {
    deal_id: play.deal_id,
    declaration_id: draft.declaration_id,
    ...(amendments ? { amendments } : {}),
  });
  return declarationOf(play, direction);
}

function lower(value: DeclarationShown['invoice_value']): DeclarationShown['invoice_value'] {
  return { amount: ((BigInt(value.amount) * 7n) / 10n).toString(), currency: value.currency };
}

/** Corrects a refused declaration to what the contract says; that lodges it again. */
export async function correct(play: Play, direction: Direction): Promise<DeclarationShown> {
  const refused = await declarationOf(play, direction);
  await play.stage.wait(play.stage.pick(2, 30) * HOUR_MS);
  await play.stage.act(declarant(play, direction), correctDeclaration, {
    deal_id: play.deal_id,
    declaration_id: refused.declaration_id,
    from_deal: true,
  });
  return declarationOf(play, direction);
}

/** The officer does what a waiting declaration needs: states missing rates, inspects, accepts. */
export async function decide(play: Play, direction: Direction): Promise<DeclarationShown> {
  const { stage, deal_id } = play;
  const desk = officer(play, direction);
  let shown = await declarationOf(play, direction);
  if (shown.state === 'released') return shown;
  const { declaration_id } = shown;
  await stage.wait(stage.pick(1, 20) * HOUR_MS);
  for (let round = 0; round < 8 && shown.assessment && !shown.assessment.complete; round++) {
    const [missing] = shown.assessment.missing;
    assert(missing, 'an incomplete assessment names what is missing');
    const stated =
      missing.kind === 'fee'
        ? { amount: { amount: '0', currency: shown.assessment.known.currency } }
        : { pct: STATED.pct };
    await stage.act(desk, supplyRate, {
      deal_id,
      declaration_id,
      line: missing.line,
      kind: missing.kind,
      name: missing.name,
      ...stated,
      reason: STATED.reason,
    });
    shown = await declarationOf(play, direction);
  }
  if (shown.lane === 'red' && shown.state === 'laned')
    await stage.act(desk, decideDeclaration, {
      deal_id,
      declaration_id,
      decision: 'inspect',
      remark: 'Demonstration: container opened and counted',
    });
  shown = await declarationOf(play, direction);
  if (shown.state !== 'released' && !shown.cleared)
    await stage.act(desk, decideDeclaration, { deal_id, declaration_id, decision: 'accept' });
  return declarationOf(play, direction);
}
