import { Type } from 'typebox';
import { defineUseCase } from '../../../platform/index.ts';
import { groupRef } from '../indicators/read-series.ts';
import { GroupRef } from '../indicators/views.ts';
import { commodityGroups, overlapping } from './commodity-groups.ts';

/** Every version of every commodity group with its HS lists, its source, and the groups that share goods with it. */
export const listGroups = defineUseCase({
  name: 'statistics.list-groups',
  kind: 'query',
  permission: 'public',
  input: Type.Object({}, { additionalProperties: false }),
  output: Type.Object({
    groups: Type.Array(
      Type.Object({
        group: GroupRef,
        code: Type.String(),
        version: Type.String(),
        status: Type.String(),
        source: Type.String(),
        note: Type.String(),
        lists: Type.Array(Type.Object({ edition: Type.String(), codes: Type.Array(Type.String()) })),
        /** Never to be added to this one. */
        overlaps: Type.Array(Type.String()),
      }),
    ),
  }),
  async run() {
    return {
      groups: commodityGroups().map((g) => ({
        group: groupRef(g),
        code: g.code,
        version: g.version,
        status: g.status,
        source: g.source,
        note: g.note,
        lists: [...g.lists].map(([edition, codes]) => ({ edition, codes: [...codes] })),
        overlaps: overlapping(g).map((other) => other.id),
      })),
    };
  },
});
