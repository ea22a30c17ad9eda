import { Type } from 'typebox';
import { isUuid } from '../../kernel/ids.ts';
import { refuse } from '../../kernel/refusal.ts';
import {
  Country,
  DEFAULT_LIMIT,
  decodeCursor,
  defineUseCase,
  Line,
  pageInput,
  pageOf,
  toPage,
  Uuid,
} from '../../platform/index.ts';
import { toProfile } from './directory.ts';
import { KindSchema, ProfileSchema } from './model.ts';
import { pageOfOrganisations } from './store.ts';

/** The directory by name, for everybody signed in. `q` is part of a name in any script. One statement. */
export const listOrganisations = defineUseCase({
  name: 'parties.list-organisations',
  kind: 'query',
  permission: 'signed-in',
  input: Type.Object(
    {
      kind: Type.Optional(KindSchema),
      country: Type.Optional(Country),
      q: Type.Optional(Line(100)),
      /** Firms that this institution has brought on. */
      onboarded_by: Type.Optional(Uuid),
      ...pageInput,
    },
    { additionalProperties: false },
  ),
  output: pageOf(ProfileSchema),
  run: async (ctx, input) => {
    const [name, org_id] = decodeCursor(input.cursor, 2) ?? [];
    const usable = typeof name === 'string' && typeof org_id === 'string' && isUuid(org_id);
    if (input.cursor !== undefined && !usable) return refuse('platform.bad_cursor');
    const limit = input.limit ?? DEFAULT_LIMIT;
    const after = usable ? { name, org_id } : undefined;
    const rows = await pageOfOrganisations(ctx.tx, { ...input, after, limit });
    return toPage(rows, limit, (row) => [row.name, row.org_id], toProfile);
  },
});
