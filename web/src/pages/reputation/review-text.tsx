import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { marksOf } from '../../format/marks.ts';
import { useReader } from '../../i18n/reader.tsx';

interface Written {
  rating: number;
  language: string;
  text: string;
  translation?: string | null;
  answer: string | null;
  answer_language?: string | null;
}

/** A review as it was written, its translation beside it, and the answer. */
export function ReviewText({ review, by }: { review: Written; by: ReactNode }): ReactNode {
  const { t } = useTranslation('reputation');
  const { colon } = marksOf(useReader());
  return (
    <div style={{ marginBlock: '12px' }}>
      <p>
        <strong>{t('stars', { rating: review.rating })}</strong> <span className="dimmed">{by}</span>
      </p>
      <p lang={review.language} style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
        {review.text}
      </p>
      {review.translation && (
        <p className="small dimmed">
          {t('machine')}
          {colon}
          {review.translation}
        </p>
      )}
      {review.answer && (
        <p
          lang={review.answer_language ?? undefined}
          style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere', paddingInlineStart: '16px' }}
        >
          <span className="dimmed">
            {t('answer')}
            {colon}
          </span>
          {review.answer}
        </p>
      )}
    </div>
  );
}
