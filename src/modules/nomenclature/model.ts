import { type Static, Type } from 'typebox';
import { locales } from '../../kernel/locale.ts';

export const ReasonSchema = Type.Object({
  /** The word of the text, as it was written. */
  word: Type.String(),
  /** The name of goods in which it was found. */
  matched: Type.String(),
  language: Type.Enum([...locales]),
  source: Type.Enum(['glossary', 'subheading', 'heading', 'chapter']),
  how: Type.Enum(['word', 'form', 'beginning', 'error']),
  points: Type.Number(),
});

const Titles = Type.Object({ en: Type.String(), zh: Type.String(), ru: Type.String() });

export const SuggestionSchema = Type.Object({
  /** Two, four or six digits: only as far as the words lead. */
  code: Type.String(),
  title: Titles,
  points: Type.Number(),
  /** 0 to 1: the share of this code among the first ones, times the share of the words that were understood. */
  confidence: Type.Number(),
  reasons: Type.Array(ReasonSchema),
  /** Codes that are often taken for this one, and what tells them apart. */
  neighbours: Type.Array(
    Type.Object({ code: Type.String(), title: Titles, difference: Type.Union([Titles, Type.Null()]) }),
  ),
});
export type Suggestion = Static<typeof SuggestionSchema>;
export type Reason = Static<typeof ReasonSchema>;

export const ClassificationSchema = Type.Object({
  text: Type.String(),
  suggestions: Type.Array(SuggestionSchema),
  /** Why a person should look closer; empty: the first suggestion stands out. */
  unsure: Type.Array(Type.Enum(['nothing_known', 'two_are_close', 'words_not_understood', 'only_a_heading'])),
  /** Words that no name of goods contains. */
  not_understood: Type.Array(Type.String()),
});
export type Classification = Static<typeof ClassificationSchema>;
