import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Notice } from '../../api/notices.ts';
import { formatDay } from '../../format/date.ts';
import { countryName } from '../../format/names.ts';
import { useReader } from '../../i18n/reader.tsx';
import { addressOf } from '../market/search-filter.ts';

/** A notice as a sentence in the reader's language, and the way to what it is about. */
export function NoticeWords({ of: notice }: { of: Notice }): ReactNode {
  const { t } = useTranslation('notices');
  const reader = useReader();
  switch (notice.kind) {
    case 'offers.found':
      return (
        <Link to="/market" search={addressOf(notice.body.filter)}>
          {t('offers_found', { ...notice.body })}
        </Link>
      );
    case 'introduction.made':
      return (
        <Link to="/needs" search={{}} hash="introductions">
          {t('introduction_made', notice.body)}
        </Link>
      );
    case 'introduction.answered':
      return (
        <Link to="/needs" search={{}} hash="introductions">
          {t(`introduction_${notice.body.answer}`, notice.body)}
        </Link>
      );
    case 'day.invited':
    case 'day.published':
    case 'day.changed':
    case 'day.called_off':
      return (
        <Link to="/matchmaking/$day_id" params={{ day_id: notice.body.day_id }}>
          {t(notice.kind.replace('.', '_'), {
            ...notice.body,
            date: formatDay(notice.body.held_on, reader),
          })}
        </Link>
      );
    case 'message.sent':
      return (
        <Link to="/deals/$deal_id" params={{ deal_id: notice.body.deal_id }} hash="messages">
          {t('message_sent', { ...notice.body })}
        </Link>
      );
    case 'approval.asked':
      return <Link to="/approvals">{t('approval_asked', { ...notice.body })}</Link>;
    case 'return.answered':
      return <OfDeal {...notice.body} hash="returns" words={`return_${notice.body.answer}`} />;
    case 'frame.proposed':
    case 'frame.answered':
      return <OfFrame {...notice.body} words={`frame_${notice.body.answer ?? 'proposed'}`} />;
    case 'frame.prices_proposed':
    case 'frame.prices_answered':
      return (
        <OfFrame
          {...notice.body}
          words={`frame_prices_${notice.body.answer ?? 'proposed'}`}
          date={formatDay(notice.body.from_day, reader)}
        />
      );
    case 'order.placed':
    case 'order.cancelled':
    case 'order.return_asked':
      return (
        <Link to="/incoming-orders" search={{}}>
          {t(notice.kind.replace('.', '_'), {
            number: notice.body.number,
            country: countryName(notice.body.destination, reader),
          })}
        </Link>
      );
    case 'notice.test':
      return t('test');
    default:
      return <OfDeal {...notice.body} hash={partOf[notice.kind]} words={notice.kind.replace('.', '_')} />;
  }
}

/** Where on the page of the deal the work is done; at its head, with the next steps, when not said. */
const partOf: Partial<Record<Notice['kind'], string>> = {
  'sample.requested': 'samples',
  'sample.sent': 'samples',
  'return.requested': 'returns',
  'return.sent': 'returns',
  'refund.short': 'returns',
  'refund.paid': 'returns',
};

function OfFrame({
  goods,
  words,
  ...facts
}: {
  goods: string;
  words: string;
  firm: string;
  lots?: number;
  date?: string;
}): ReactNode {
  const { t } = useTranslation('notices');
  return (
    <>
      <Link to="/frames">{t(words, facts)}</Link>
      <div className="small dimmed">{goods}</div>
    </>
  );
}

function OfDeal({
  deal_id,
  deal,
  goods,
  hash,
  words,
  ...facts
}: {
  deal_id: string;
  deal: string;
  goods: string;
  hash: string | undefined;
  words: string;
}): ReactNode {
  const { t } = useTranslation('notices');
  return (
    <>
      <Link to="/deals/$deal_id" params={{ deal_id }} {...(hash ? { hash } : {})}>
        {t(words, facts)}
      </Link>
      <div className="small dimmed">
        {goods} <span className="figures">{deal}</span>
      </div>
    </>
  );
}
