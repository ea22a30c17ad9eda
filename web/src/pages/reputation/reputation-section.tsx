import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatInstantDay } from '../../format/date.ts';
import { useReader } from '../../i18n/reader.tsx';
import { CountryName, Instant } from '../../parts/reading.tsx';
import { Empty, Facts, Section } from '../../parts/section.tsx';
import { type Counted, partsQuery, recordQuery, reviewsQuery, type SellerRecord } from './reputation-api.ts';
import { ReviewText } from './review-text.tsx';

/** What a firm's deals say of it, with counts and period, and what its partners wrote. `own`: figures open to deals. */
export function ReputationSection({ org_id, own = false }: { org_id: string; own?: boolean }): ReactNode {
  const { t } = useTranslation('reputation');
  const record = useQuery(recordQuery(org_id)).data?.items[0];
  const reader = useReader();
  const reviews = useQuery(reviewsQuery(org_id)).data?.items ?? [];
  return (
    <Section title={t('title')}>
      {record ? (
        <>
          <Facts rows={figureRows(t, record)} />
          <p className="small dimmed">
            {t('period', {
              since: formatInstantDay(record.since, reader),
              until: formatInstantDay(record.until, reader),
            })}{' '}
            {t('how')}
          </p>
          {own && <Parts />}
        </>
      ) : (
        <Empty title={t('no_record')} />
      )}
      {reviews.length > 0 && (
        <>
          <h3>{t('reviews', { count: reviews.length })}</h3>
          {reviews.map((review) => (
            <ReviewText
              key={review.review_id}
              review={review}
              by={
                <>
                  {t(`side.${review.side}`)}, <CountryName code={review.by_country} />,{' '}
                  <Instant at={review.month} />
                </>
              }
            />
          ))}
        </>
      )}
    </Section>
  );
}

type Words = (key: string, values?: Record<string, unknown>) => string;

function figureRows(t: Words, { figures, reviews, rating }: SellerRecord): [string, ReactNode][] {
  const said = (of: Counted): string =>
    of.of === 0
      ? t('none_yet')
      : of.share_percent === null
        ? t('count_of', { count: of.count, of: of.of })
        : t('share_of', { share: of.share_percent, count: of.count, of: of.of });
  return [
    [t('contracts'), String(figures.contracts)],
    [t('on_time'), said(figures.on_time)],
    [
      t('claims'),
      `${said(figures.claims)}${figures.claims_upheld > 0 ? `; ${t('upheld', { n: figures.claims_upheld })}` : ''}`,
    ],
    [t('refusals'), said(figures.refusals)],
    [
      t('answers'),
      `${said(figures.answers)}${figures.answer_hours === null ? '' : `; ${t('hours', { hours: figures.answer_hours })}`}`,
    ],
    [t('repeat_buyers'), said(figures.repeat_buyers)],
    ...(reviews > 0
      ? [
          [
            t('rating'),
            rating === null ? t('few_reviews', { n: reviews }) : t('mean', { rating, n: reviews }),
          ] as [string, ReactNode],
        ]
      : []),
  ];
}

/** The deals behind one figure, for the firm itself. */
function Parts(): ReactNode {
  const { t } = useTranslation('reputation');
  const [figure, setFigure] = useState<string>();
  const parts = useQuery({ ...partsQuery(figure ?? ''), enabled: figure !== undefined }).data?.items;
  return (
    <details onToggle={(event) => setFigure(event.currentTarget.open ? 'on_time' : undefined)}>
      <summary>{t('open_parts')}</summary>
      <p>
        {['on_time', 'claims', 'refusals', 'answers', 'repeat_buyers'].map((name) => (
          <button key={name} type="button" aria-pressed={figure === name} onClick={() => setFigure(name)}>
            {t(name)}
          </button>
        ))}
      </p>
      <ul>
        {(parts ?? []).map((part) => (
          <li key={part.deal_id}>
            <Link to="/deals/$deal_id" params={{ deal_id: part.deal_id }}>
              {part.number}
            </Link>{' '}
            {t(part.counts ? 'part_counts' : 'part_not')}
          </li>
        ))}
      </ul>
    </details>
  );
}
