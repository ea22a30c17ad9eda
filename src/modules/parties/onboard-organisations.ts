import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { isRefusal, refuse } from '../../kernel/refusal.ts';
import { type Ctx, defineUseCase, Nullable, Uuid } from '../../platform/index.ts';
import { selfRegisteringKinds } from './kinds.ts';
import { type OrganisationInput, organisationInput } from './model.ts';
import { readFirmsTable } from './read-firms-table.ts';
import { writeOrganisation } from './register-organisation.ts';
import { findOrganisation, onBehalfOf } from './store.ts';

const required = ['name', 'kind', 'country', 'registration_scheme', 'registration_number'];
const checkRow = Compile(Type.Object(organisationInput, { additionalProperties: false }));

const RowReport = Type.Object({
  /** Line of the file, the header being 1. */
  row: Type.Integer(),
  name: Type.String(),
  status: Type.Union([Type.Literal('brought_on'), Type.Literal('good'), Type.Literal('wrong')]),
  org_id: Nullable(Uuid),
  /** What is wrong: a column and a word about it, or a code of the table of refusals. */
  errors: Type.Array(Type.Object({ column: Type.String(), code: Type.String(), message: Type.String() })),
});
type RowReport = Static<typeof RowReport>;

/**
 * An institution brings many firms on by one table, CSV or XLSX, with the columns of `POST /onboarded-organisations`. Every row is
 * answered; a wrong row does not keep the others out. In a dry run nothing is written. Sent again, the firms that are
 * here already are named by parties.number_taken. Refuses with parties.file_unreadable.
 */
export const onboardOrganisations = defineUseCase({
  name: 'parties.onboard-organisations',
  kind: 'command',
  permission: 'organisation:onboard',
  input: Type.Object(
    {
      csv: Type.Optional(Type.String({ minLength: 1, maxLength: 900_000 })),
      /** The workbook in base64; its first sheet is read. */
      xlsx: Type.Optional(Type.String({ maxLength: 900_000, pattern: '^[A-Za-z0-9+/]+={0,2}$' })),
      dry_run: Type.Optional(Type.Boolean({ default: false })),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({ rows: Type.Array(RowReport), good: Type.Integer(), wrong: Type.Integer() }),
  run: async (ctx, { csv, xlsx, dry_run = false }) => {
    const byOperator = ctx.actor.kind === 'system' || ctx.actor.org_kind === 'operator';
    if (!byOperator && ctx.actor.org_kind !== 'institution')
      return refuse('platform.not_allowed', { permission: 'organisation:onboard' });
    const cells = readFirmsTable({ csv, xlsx });
    if (isRefusal(cells)) return cells;
    const onboarder = await findOrganisation(ctx.tx, ctx.actor.org_id);
    const origin = { demo: onboarder?.demo ?? false, onboarded_by: onboarder?.org_id ?? null };
    const rows: RowReport[] = [];
    for (const [at, row] of cells.entries()) {
      const report = { row: at + 2, name: row.name ?? '' };
      const input = Object.fromEntries(Object.entries(row).filter(([, cell]) => cell !== ''));
      const errors = shapeErrors(input);
      rows.push(
        errors.length > 0
          ? { ...report, status: 'wrong', org_id: null, errors }
          : { ...report, ...(await bringOn(ctx, input as OrganisationInput, origin, dry_run)) },
      );
    }
    const wrong = rows.filter((r) => r.status === 'wrong').length;
    return { rows, good: rows.length - wrong, wrong };
  },
});

/** Each firm within a savepoint: what is refused leaves nothing, and in a dry run nothing stays. */
async function bringOn(
  ctx: Ctx,
  input: OrganisationInput,
  origin: { demo: boolean; onboarded_by: string | null },
  dry_run: boolean,
): Promise<Pick<RowReport, 'status' | 'org_id' | 'errors'>> {
  const org_id = ctx.id();
  await ctx.tx.run('savepoint firm');
  const outcome = await onBehalfOf(ctx, org_id, () => writeOrganisation(ctx, org_id, input, origin));
  await ctx.tx.run(isRefusal(outcome) || dry_run ? 'rollback to savepoint firm' : 'release savepoint firm');
  if (!isRefusal(outcome))
    return { status: dry_run ? 'good' : 'brought_on', org_id: dry_run ? null : org_id, errors: [] };
  const { code, params } = outcome;
  return {
    status: 'wrong',
    org_id: null,
    errors: [{ column: 'registration_number', code, message: JSON.stringify(params) }],
  };
}

function shapeErrors(input: Record<string, string>): RowReport['errors'] {
  const empty = required.filter((name) => !input[name]);
  if (empty.length > 0) return empty.map((column) => ({ column, code: 'required', message: 'is empty' }));
  const kind = input.kind as OrganisationInput['kind'] | undefined;
  const shape = checkRow.Errors(input).map((e) => ({
    column: e.instancePath.slice(1),
    code: e.keyword,
    message: e.message,
  }));
  if (shape.length > 0 || (kind && selfRegisteringKinds.includes(kind))) return shape.slice(0, 20);
  return [{ column: 'kind', code: 'parties.kind_not_onboardable', message: kind ?? '' }];
}
