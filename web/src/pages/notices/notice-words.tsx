import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Notice } from '../../api/notices.ts';
import { addressOf } from '../market/search-filter.ts';

/** A notice as a sentence in the reader's language, and the way to what it is about. */
export function NoticeWords({ of: notice }: { of: Notice }): ReactNode {
  const { t } = useTranslation('notices');
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
