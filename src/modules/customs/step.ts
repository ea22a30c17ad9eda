import { isRefusal, type JsonObject, type Outcome, refuse } from '../../kernel/refusal.ts';
import type { Ctx } from '../../platform/index.ts';
import { appendEvent, type Deal, getDeal } from '../deals/index.ts';
import { type Declaration, type StepBy, stepFrom } from './model.ts';
import { type Change, changeDeclaration, findDeclaration } from './store.ts';

/** A declaration within its deal, as one use case works on it. */
export interface Case {
  deal: Deal;
  declaration: Declaration;
}

export interface CaseKey {
  deal_id: string;
  declaration_id: string;
  version?: number;
}

/**
 * Reads a declaration for change. The deal is locked with it, so steps on one deal follow one another.
 * Refuses with deals.not_found, customs.declaration_not_found, customs.changed_meanwhile.
 */
export async function openCase(ctx: Ctx, key: CaseKey): Promise<Outcome<Case>> {
  const deal = await getDeal(ctx, key.deal_id);
  if (isRefusal(deal)) return deal;
  const declaration = await findDeclaration(ctx.tx, key);
  if (!declaration) return refuse('customs.declaration_not_found');
  if (key.version !== undefined && key.version !== declaration.version)
    return refuse('customs.changed_meanwhile', { version: declaration.version });
  return { deal, declaration };
}

/** In what capacity the actor stands to this declaration, or the refusal for somebody who has no part in it. */
export function capacityOf(ctx: Ctx, d: Declaration): StepBy | undefined {
  const { actor } = ctx;
  if (actor.kind === 'system') return 'system';
  if (actor.org_id === d.customs_org_id) return 'officer';
  return actor.org_id === d.declarant_org_id || actor.org_id === d.trader_org_id ? 'declarant' : undefined;
}

/** Refuses with customs.not_declarant; the system may act for the declarant. */
export function asDeclarant(ctx: Ctx, d: Declaration): Outcome<'declarant'> {
  const capacity = capacityOf(ctx, d);
  return capacity === 'declarant' || capacity === 'system' ? 'declarant' : refuse('customs.not_declarant');
}

/** Refuses with customs.not_your_office; an officer decides only for the authority of the declaration. */
export function asOfficer(ctx: Ctx, d: Declaration): Outcome<'officer'> {
  return capacityOf(ctx, d) === 'officer'
    ? 'officer'
    : refuse('customs.not_your_office', { country: d.country });
}

/** Event that a step leaves on the deal's timeline. */
const eventOfStep: Record<string, string> = {
  lodge: 'declaration.lodged',
  refuse: 'declaration.refused',
  correct: 'declaration.corrected',
  assess: 'declaration.assessed',
  lane: 'declaration.laned',
  inspect: 'declaration.inspected',
  pay: 'declaration.paid',
  release: 'declaration.released',
  withdraw: 'declaration.withdrawn',
  cancel: 'declaration.cancelled',
};

/**
 * Takes one step of the table and appends its event. Refuses with customs.not_now when the table has no such
 * step for this capacity, customs.changed_meanwhile when somebody was faster.
 */
export async function takeStep(
  ctx: Ctx,
  { deal, declaration }: Case,
  step: { step: string; by: StepBy; change?: Omit<Change, 'state'>; body?: JsonObject },
): Promise<Outcome<Case>> {
  const found = stepFrom(declaration.state, step.step);
  if (!found?.by.includes(step.by))
    return refuse('customs.not_now', { state: declaration.state, step: step.step });
  return changeAndTell(
    ctx,
    { deal, declaration },
    { ...step.change, state: found.to },
    eventOfStep[step.step] ?? `declaration.${step.step}`,
    step.body,
  );
}

/** Changes a declaration and appends the event that tells of it. Refuses with customs.changed_meanwhile. */
export async function changeAndTell(
  ctx: Ctx,
  { deal, declaration: d }: Case,
  change: Change,
  kind: string,
  body: JsonObject = {},
): Promise<Outcome<Case>> {
  if (!(await changeDeclaration(ctx.tx, d, change, ctx.clock.now())))
    return refuse('customs.changed_meanwhile', { version: d.version });
  const told = await appendEvent(ctx, deal, {
    kind,
    body: {
      declaration_id: d.declaration_id,
      number: d.number,
      direction: d.direction,
      country: d.country,
      ...body,
    },
    parties: d.parties,
  });
  if (isRefusal(told)) return told;
  const { documents = d.documents, invoice = d.invoice, ...rest } = change;
  return { deal: told, declaration: { ...d, ...rest, documents, invoice, version: d.version + 1 } };
}
