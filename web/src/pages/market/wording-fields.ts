import type { TFunction } from 'i18next';
import type { Listing } from '../../api/market.ts';
import { endonyms } from '../../format/endonyms.ts';
import type { CommandField, Values } from '../../parts/command-fields.ts';

/** Languages that a text can be given in beside its own; those of the corridor's trade. */
const others = ['en', 'zh', 'ru'];

type Written = Pick<Listing, 'language' | 'title' | 'description' | 'translations'>;

/** What is written about goods: title and description in the writer's language, and in others where wanted. */
export function wordingFields(
  t: TFunction,
  values: Values,
  start: Written | undefined,
  locale: string,
): { first: CommandField[]; last: CommandField[] } {
  const language = values.language ?? start?.language ?? locale;
  const first: CommandField[] = [
    {
      name: 'language',
      label: t('form.language'),
      kind: 'choice',
      group: t('goods'),
      start: language,
      choices: Object.entries(endonyms).map(([value, label]) => ({ value, label })),
    },
    { name: 'title', label: t('form.title'), kind: 'line', group: t('goods'), start: start?.title ?? '' },
    {
      name: 'description',
      label: t('form.description'),
      kind: 'paragraphs',
      group: t('goods'),
      optional: true,
      start: start?.description ?? '',
    },
  ];
  const last = others
    .filter((other) => other !== language)
    .flatMap((other): CommandField[] => {
      const group = t('form.translation', { language: endonyms[other] ?? other });
      const known = start?.translations[other];
      return [
        {
          name: `title_${other}`,
          label: t('form.title'),
          kind: 'line',
          group,
          optional: true,
          start: known?.title ?? '',
        },
        {
          name: `description_${other}`,
          label: t('form.description'),
          kind: 'paragraphs',
          group,
          optional: true,
          start: known?.description ?? '',
        },
      ];
    });
  return { first, last };
}

/** The wording to send. What a machine translated and nobody changed stays marked so. */
export function shapeWording(
  body: Record<string, unknown>,
  start: Written | undefined,
): Pick<Written, 'language' | 'title' | 'description' | 'translations'> {
  const text = (name: string): string => (typeof body[name] === 'string' ? body[name] : '');
  const translations = { ...start?.translations };
  for (const other of others) {
    const title = text(`title_${other}`);
    delete translations[other];
    if (title === '' || other === body.language) continue;
    const description = text(`description_${other}`);
    const before = start?.translations[other];
    const same = before?.title === title && before.description === description;
    translations[other] = same ? before : { title, description, by: 'human' };
  }
  return {
    language: text('language'),
    title: text('title'),
    description: text('description'),
    translations,
  };
}
