import { Type } from 'typebox';
import { assert, isRefusal, type Outcome, refuse } from '../../kernel/refusal.ts';
import {
  type Ctx,
  DecimalText,
  defineUseCase,
  HsCode,
  PositiveMoneySchema,
  Uuid,
} from '../../platform/index.ts';
import { type Deal, getDeal } from '../deals/index.ts';
import { composeFromTerms, rolesOf } from './compose.ts';
import {
  type Declaration,
  type Direction,
  directions,
  type Invoice,
  type PresentedDocument,
} from './model.ts';
import { changeDeclaration, countOfDirection, findAlive, insertDeclaration } from './store.ts';
import { DeclarationView, show } from './view.ts';

const text = (maxLength: number) => Type.String({ minLength: 1, maxLength });

export const DocumentInput = Type.Object(
  {
    kind: text(60),
    number: text(80),
    document_id: text(80),
    hash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  },
  { additionalProperties: false },
);
export const InvoiceInput = Type.Object(
  {
    number: text(80),
    amount: PositiveMoneySchema,
    lines: Type.Array(
      Type.Object(
        {
          line: Type.Integer({ minimum: 1, maximum: 200 }),
          hs_code: HsCode,
          quantity: DecimalText,
          unit: text(12),
          amount: PositiveMoneySchema,
        },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: 50 },
    ),
  },
  { additionalProperties: false },
);
export const DirectionInput = Type.Enum([...directions]);

/**
 * Draws up the declaration of one direction from the deal, or presents newer documents to the one that is
 * there, as long as customs has not taken it. Bears repetition. `invoice.amount` is the value of the goods.
 * Refuses with customs.no_terms, customs.no_declarant.
 */
export async function draftDeclaration(
  ctx: Ctx,
  draft: { deal: Deal; direction: Direction; documents: PresentedDocument[]; invoice: Invoice | null },
): Promise<Outcome<Declaration>> {
  const { deal, direction, documents, invoice } = draft;
  const alive = await findAlive(ctx.tx, deal.deal_id, direction);
  if (alive) return present(ctx, alive, documents, invoice);
  if (!deal.terms) return refuse('customs.no_terms');
  const roles = rolesOf(deal, direction);
  if (!roles) return refuse('customs.no_declarant', { direction });
  const composed = composeFromTerms(deal.terms, direction);
  const earlier = await countOfDirection(ctx.tx, deal.deal_id, direction);
  const declaration: Declaration = {
    ...composed,
    ...roles,
    deal_id: deal.deal_id,
    declaration_id: ctx.id(),
    parties: [...new Set([roles.declarant_org_id, roles.trader_org_id, roles.customs_org_id])],
    number: `${composed.country}-${deal.number}-${direction === 'export' ? 'E' : 'I'}${earlier + 1}`,
    direction,
    consignor_org_id: deal.seller_org_id,
    consignee_org_id: deal.buyer_org_id,
    currency: composed.statistical_value.currency,
    documents,
    invoice,
    state: 'draft',
    version: 1,
    checks: [],
    reasons: [],
    assessment: null,
    due: null,
    lane: null,
    lane_score: null,
    lane_reasons: [],
    cleared: false,
    payment_reference: null,
    demo: deal.demo,
    lodged_at: null,
    decide_by: null,
    inspected_at: null,
    released_at: null,
  };
  await insertDeclaration(ctx.tx, declaration, ctx.clock.now());
  return declaration;
}

async function present(
  ctx: Ctx,
  d: Declaration,
  documents: PresentedDocument[],
  invoice: Invoice | null,
): Promise<Declaration> {
  const open = d.state === 'draft' || d.state === 'refused';
  if (!open) return d;
  // Only the newest of a kind and number counts; what was presented before stays.
  const known = d.documents.filter((k) => !documents.some((n) => n.kind === k.kind && n.number === k.number));
  const next = { documents: [...known, ...documents], invoice: invoice ?? d.invoice };
  const { invoice: newInvoice, ...rest } = next;
  const change = { ...rest, state: d.state, ...(newInvoice ? { invoice: newInvoice } : {}) };
  assert(await changeDeclaration(ctx.tx, d, change, ctx.clock.now()), 'a locked declaration stays as read');
  return { ...d, ...next, version: d.version + 1 };
}

/** `draftDeclaration` as a command; the documents come from Sauda's own record, so only the system calls it. */
export const draftDeclarationOfDeal = defineUseCase({
  name: 'customs.draft-declaration',
  kind: 'command',
  permission: 'declaration:draft',
  input: Type.Object(
    {
      deal_id: Uuid,
      direction: DirectionInput,
      documents: Type.Array(DocumentInput, { maxItems: 50 }),
      invoice: Type.Union([InvoiceInput, Type.Null()]),
    },
    { additionalProperties: false },
  ),
  output: DeclarationView,
  async run(ctx, input) {
    const deal = await getDeal(ctx, input.deal_id);
    if (isRefusal(deal)) return deal;
    const drafted = await draftDeclaration(ctx, { ...input, deal });
    return isRefusal(drafted) ? drafted : show(drafted);
  },
});
