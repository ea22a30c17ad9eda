import { Type } from 'typebox';
import { dayOf } from '../../../kernel/days.ts';
import { refuse } from '../../../kernel/refusal.ts';
import {
  type Actor,
  DEFAULT_LIMIT,
  defineUseCase,
  Line,
  pageInput,
  pageOf,
  timePlace,
  toPage,
  Uuid,
} from '../../../platform/index.ts';
import { announceOrganisation } from '../changes.ts';
import { onBehalfOf } from '../store.ts';
import { PaperSchema, toPaper } from './hand-in-paper.ts';
import { levelByPapers, type PaperKind, paperRules } from './levels.ts';
import { decidePaperRow, findPaper, pageOfWaiting, papersOf, raiseTrust } from './store-papers.ts';

const MOST_PAPERS = 60;

/** Kinds of paper that the actor's organisation decides on: the operator all, an institution its share. */
function kindsDecidedBy(actor: Actor): PaperKind[] {
  const operator = actor.org_kind === 'operator';
  if (!operator && actor.org_kind !== 'institution') return [];
  return paperRules()
    .filter((rule) => operator || rule.decided_by === 'institution')
    .map((rule) => rule.paper);
}

/** Papers of other firms that wait for the actor's organisation, oldest first. Rows of strangers are not in sight. */
export const listWaitingPapers = defineUseCase({
  name: 'parties.list-waiting-papers',
  kind: 'query',
  permission: 'organisation:verify',
  input: Type.Object({ ...pageInput }, { additionalProperties: false }),
  output: pageOf(PaperSchema),
  run: async (ctx, { cursor, limit = DEFAULT_LIMIT }) => {
    const after = timePlace(cursor);
    if (after === undefined) return refuse('platform.bad_cursor');
    const kinds = kindsDecidedBy(ctx.actor);
    const rows = await pageOfWaiting(ctx.tx, {
      not_of: ctx.actor.org_id,
      kinds,
      after: after ?? undefined,
      limit,
    });
    return toPage(rows, limit, (row) => [row.handed_in_at.toISOString(), row.paper_id], toPaper);
  },
});

/**
 * Approves a paper, or refuses it and says why. With the last approved paper of a level the firm's trust rises to it,
 * until the first of its papers ends. Nobody decides on papers of its own. Refuses with parties.paper_not_found,
 * parties.cannot_decide_paper, parties.paper_needs_reason, parties.paper_expired, parties.paper_decided.
 */
export const decidePaper = defineUseCase({
  name: 'parties.decide-paper',
  kind: 'command',
  permission: 'organisation:verify',
  input: Type.Object(
    {
      org_id: Uuid,
      paper_id: Uuid,
      decision: Type.Union([Type.Literal('approved'), Type.Literal('refused')]),
      note: Type.Optional(Line(1000)),
    },
    { additionalProperties: false },
  ),
  output: PaperSchema,
  run: async (ctx, { org_id, paper_id, decision, note }) => {
    const { actor } = ctx;
    const paper = await findPaper(ctx.tx, org_id, paper_id);
    if (!paper) return refuse('parties.paper_not_found', { paper_id });
    if (org_id === actor.org_id || !kindsDecidedBy(actor).includes(paper.kind))
      return refuse('parties.cannot_decide_paper', { kind: paper.kind });
    if (decision === 'refused' && note === undefined) return refuse('parties.paper_needs_reason');
    const decided_at = ctx.clock.now();
    const date = dayOf(decided_at);
    if (decision === 'approved' && paper.expires_on !== null && paper.expires_on < date)
      return refuse('parties.paper_expired', { expires_on: paper.expires_on });
    const decided = await decidePaperRow(ctx.tx, {
      org_id,
      paper_id,
      state: decision,
      note: note ?? null,
      decided_by: actor.user_id,
      decided_by_org: actor.org_id,
      decided_at,
    });
    if (!decided) return refuse('parties.paper_decided', { state: paper.state });
    if (decision === 'approved') {
      const raised = await onBehalfOf(ctx, org_id, async () => {
        const papers = await papersOf(ctx.tx, org_id, MOST_PAPERS);
        const { level, until } = levelByPapers(papers, date);
        if (level < 2) return 0;
        return raiseTrust(ctx.tx, { org_id, level, until, verified_by: actor.org_id, at: decided_at });
      });
      if (raised > 0) await announceOrganisation(ctx, org_id);
    }
    return toPaper(decided);
  },
});
