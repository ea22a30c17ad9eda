import { Type } from 'typebox';
import { defineUseCase, Nullable } from '../../platform/index.ts';
import { ModeCode } from './model.ts';
import { parcelModes } from './modes.ts';

/** The e-commerce modes and what each demands, with source and status. No statement. */
export const listModes = defineUseCase({
  name: 'parcels.list-modes',
  kind: 'query',
  permission: 'public',
  input: Type.Object({}, { additionalProperties: false }),
  output: Type.Object({
    items: Type.Array(
      Type.Object({
        mode: ModeCode,
        direction: Type.String(),
        buyer: Type.String(),
        list: Type.Boolean(),
        summary_by_day: Nullable(Type.Integer()),
        from_warehouse: Type.Boolean(),
        status: Type.String(),
        source: Type.String(),
      }),
    ),
  }),
  run: async () => ({ items: parcelModes().map(({ note: _note, ...mode }) => mode) }),
});
