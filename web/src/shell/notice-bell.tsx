import { IconBell } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { unreadQuery } from '../api/notices.ts';
import { useSession } from '../api/session.ts';
import styles from './shell.module.css';

/** The way to the notices, with how many are unread; for members of an organisation. */
export function NoticeBell(): ReactNode {
  const { t } = useTranslation();
  const member = Boolean(useSession()?.organisation);
  const { data } = useQuery({ ...unreadQuery, enabled: member });
  if (!member) return null;
  const unread = data?.unread ?? 0;
  return (
    <Link
      to="/notices"
      search={{}}
      className={styles.bell}
      aria-label={unread > 0 ? t('nav.notices_unread', { unread }) : t('nav.notices')}
    >
      <IconBell size={18} aria-hidden />
      {unread > 0 && <span aria-hidden>{unread > 99 ? '99+' : unread}</span>}
    </Link>
  );
}
