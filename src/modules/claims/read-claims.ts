import { Type } from 'typebox';
import { defineUseCase, Nullable } from '../../platform/index.ts';
import { languages } from './read/lexicon.ts';
import { MAX_TEXT, readText } from './read/read-text.ts';

const ReadClaim = Type.Object({
  id: Type.String(),
  /** The sentence it was read out of. */
  claim: Type.String(),
  metric: Type.String(),
  reporter: Type.String(),
  partner: Type.String(),
  flow: Type.String(),
  commodity: Type.String(),
  period: Type.String(),
  value: Type.String(),
  unit: Type.String(),
  printed_precision: Type.String(),
  bound: Type.String(),
  read_as: Nullable(Type.String()),
  /** What the sentence does not say and a check needs: country, period. */
  missing: Type.Array(Type.String()),
});

/**
 * Typed claims out of a text in English, Chinese or Russian; the fields are those that a check takes. Every piece
 * of the text is given back with what it was taken for, `unknown` where it was not understood.
 */
export const readClaims = defineUseCase({
  name: 'claims.read-claims',
  kind: 'query',
  permission: 'public',
  input: Type.Object(
    {
      text: Type.String({ minLength: 1, maxLength: MAX_TEXT }),
      lang: Type.Optional(Type.Enum([...languages])),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({
    lang: Type.Enum([...languages]),
    claims: Type.Array(ReadClaim),
    words: Type.Array(Type.Object({ text: Type.String(), as: Type.String() })),
    not_understood: Type.Array(Type.String()),
  }),
  run: async (_ctx, { text, lang }) => {
    const { claims, ...reading } = readText(text, lang);
    return {
      ...reading,
      claims: claims.map(({ source: _, source_url: __, published: ___, ...c }) => ({
        ...c,
        bound: c.bound ?? 'as_printed',
        read_as: c.read_as ?? null,
      })),
    };
  },
});
