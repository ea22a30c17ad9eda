import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Notice } from '../../api/notices.ts';
import { formatDay } from '../../format/date.ts';
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
      return (
        <Link to="/matchmaking/$day_id" params={{ day_id: notice.body.day_id }}>
          {t(notice.kind === 'day.invited' ? 'day_invited' : 'day_published', {
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
    default:
      return t('test');
  }
}
