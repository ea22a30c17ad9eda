import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callApi, type Page } from '../../api/client.ts';
import { useSession } from '../../api/session.ts';
import { Answer } from '../../parts/answer.tsx';
import { CommandButtons } from '../../parts/command-buttons.tsx';
import { Instant } from '../../parts/reading.tsx';
import { RecordTable } from '../../parts/record-table.tsx';
import { DemoMark, Empty, Note, Section } from '../../parts/section.tsx';

interface Introduction {
  introduction_id: string;
  need_id: string;
  listing_id: string;
  buyer_org_id: string;
  seller_org_id: string;
  buyer_name: string;
  seller_name: string;
  need_title: string;
  listing_title: string;
  note: string;
  score: number;
  buyer_answer: string | null;
  seller_answer: string | null;
  demo: boolean;
  introduced_at: string;
}

/** Who was introduced to whom over which goods; each side says whether it is welcome. */
export function IntroductionsSection(): ReactNode {
  const { t } = useTranslation('market');
  const me = useSession()?.organisation?.org_id;
  const introductions = useQuery({
    queryKey: ['introductions'],
    queryFn: ({ signal }) => callApi<Page<Introduction>>('/introductions', { query: { limit: 50 }, signal }),
    enabled: me !== undefined,
  });
  if (me === undefined) return null;
  const sideOf = (item: Introduction): 'buyer' | 'seller' | undefined =>
    item.buyer_org_id === me ? 'buyer' : item.seller_org_id === me ? 'seller' : undefined;
  return (
    <Section title={t('introductions')} id="introductions">
      <Answer query={introductions}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('introductions_none')} />
          ) : (
            <RecordTable
              caption={t('introductions')}
              rows={items}
              keyOf={(item) => item.introduction_id}
              columns={[
                {
                  id: 'goods',
                  header: t('goods'),
                  title: true,
                  cell: (item) => (
                    <>
                      <Link to="/market/$listing_id" params={{ listing_id: item.listing_id }}>
                        {item.listing_title}
                      </Link>{' '}
                      {item.demo && <DemoMark />}
                      {item.note && <Note tone="active">{item.note}</Note>}
                    </>
                  ),
                },
                {
                  id: 'who',
                  header: t('introduced'),
                  cell: (item) => `${item.seller_name} → ${item.buyer_name}`,
                },
                {
                  id: 'score',
                  header: t('score'),
                  end: true,
                  cell: (item) => t('score_of', { score: item.score }),
                },
                { id: 'at', header: t('since'), cell: (item) => <Instant at={item.introduced_at} day /> },
                {
                  id: 'answers',
                  header: t('answers'),
                  cell: (item) => (
                    <>
                      <div>
                        {t('answer_of_seller')} {t(`answer.${item.seller_answer ?? 'none'}`)}
                      </div>
                      <div>
                        {t('answer_of_buyer')} {t(`answer.${item.buyer_answer ?? 'none'}`)}
                      </div>
                    </>
                  ),
                },
                {
                  id: 'next',
                  header: t('next'),
                  cell: (item) => <AnswerButtons item={item} side={sideOf(item)} />,
                },
              ]}
            />
          )
        }
      </Answer>
    </Section>
  );
}

function AnswerButtons({
  item,
  side,
}: {
  item: Introduction;
  side: 'buyer' | 'seller' | undefined;
}): ReactNode {
  const { t } = useTranslation('market');
  const answered = side === 'buyer' ? item.buyer_answer : item.seller_answer;
  if (side === 'buyer' && answered === 'welcome')
    return (
      <Link to="/rfq/new" search={{ listing: item.listing_id }}>
        {t('ask')}
      </Link>
    );
  if (!side || answered) return '–';
  return (
    <CommandButtons
      commands={(['welcome', 'declined'] as const).map((answer) => ({
        name: t(`answer_as.${answer}`),
        explain: t(`answer_explain.${answer}`),
        method: 'POST',
        path: `/introductions/${item.introduction_id}/answer`,
        fields: [],
        fixed: { answer },
        primary: answer === 'welcome',
      }))}
    />
  );
}
