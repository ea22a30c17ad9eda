import { Type } from 'typebox';
import { defineUseCase } from '../../platform/index.ts';
import { classify } from './classify.ts';
import { ClassificationSchema } from './model.ts';

/** Codes of the Harmonized System for a text in any of the eight languages, with reasons. No statement. */
export const classifyGoods = defineUseCase({
  name: 'nomenclature.classify-goods',
  kind: 'query',
  permission: 'public',
  input: Type.Object(
    {
      text: Type.String({ minLength: 1, maxLength: 400 }),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 20, default: 5 })),
    },
    { additionalProperties: false },
  ),
  output: ClassificationSchema,
  run: async (_ctx, { text, limit }) => classify(text, limit),
});
