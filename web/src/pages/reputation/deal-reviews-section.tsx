import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useReader } from '../../i18n/reader.tsx';
import { type ButtonCommand, CommandButtons } from '../../parts/command-buttons.tsx';
import { Instant } from '../../parts/reading.tsx';
import { Section } from '../../parts/section.tsx';
import { dealReviewsQuery } from './reputation-api.ts';
import { ReviewText } from './review-text.tsx';

/** The reviews of a closed deal, and the way to write or answer one. */
export function DealReviewsSection({ deal_id }: { deal_id: string }): ReactNode {
  const { t } = useTranslation('reputation');
  const { locale: language } = useReader();
  const seen = useQuery(dealReviewsQuery(deal_id)).data;
  if (!seen || seen.own_side === null) return null;
  const text = { name: 'text', label: t('text'), kind: 'paragraphs' as const, longest: 2000 };
  const commands: ButtonCommand[] = [];
  if (seen.may_write)
    commands.push({
      name: t(seen.items.some((r) => r.side === seen.own_side) ? 'rewrite' : 'write'),
      explain: t('write_explain'),
      method: 'PUT',
      path: `/deals/${deal_id}/review`,
      fixed: { language },
      shape: (body) => ({ ...body, rating: Number(body.rating) }),
      fields: [
        {
          name: 'rating',
          label: t('rating_field'),
          kind: 'choice',
          choices: [5, 4, 3, 2, 1].map((rating) => ({
            value: String(rating),
            label: t('stars', { rating }),
          })),
        },
        text,
      ],
    });
  if (seen.may_answer)
    commands.push({
      name: t('give_answer'),
      explain: t('answer_explain'),
      method: 'POST',
      path: `/deals/${deal_id}/review/answer`,
      fixed: { language },
      fields: [text],
    });
  return (
    <Section title={t('deal_reviews')}>
      {seen.write_until && seen.may_write && (
        <p className="small dimmed">
          {t('write_until')} <Instant at={seen.write_until} day />
        </p>
      )}
      <CommandButtons commands={commands} />
      {seen.items.map((review) => (
        <ReviewText key={review.side} review={review} by={t(`side.${review.side}`)} />
      ))}
    </Section>
  );
}
