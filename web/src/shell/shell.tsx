import { ActionIcon, Button } from '@mantine/core';
import { IconMenu2, IconX } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callApi } from '../api/client.ts';
import { useSession } from '../api/session.ts';
import { marksOf } from '../format/marks.ts';
import { useReader } from '../i18n/reader.tsx';
import { Loading } from '../parts/loading.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { NoticeBell } from './notice-bell.tsx';
import { type PageLink, pagesFor } from './pages-for.ts';
import { SchemeSwitch } from './scheme-switch.tsx';
import styles from './shell.module.css';

/** What surrounds every page: skip link, header, the page itself, footer. */
export function Shell(): ReactNode {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const links = pagesFor(useSession());
  const main = useRef<HTMLElement>(null);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const first = useRef(path);
  useEffect(() => {
    setOpen(false);
    // After a move to another page, reading and tabbing start at its top, not at the link that was left behind.
    if (first.current !== path) main.current?.focus({ preventScroll: true });
    first.current = path;
  }, [path]);
  return (
    <div className={styles.page}>
      <a className={styles.skip} href="#main">
        {t('skip')}
      </a>
      <header className={styles.header}>
        <div className={styles.bar}>
          <Link to="/" className={styles.brand} aria-label={t('brand.home')}>
            <img src="/mark.svg" width={28} height={28} alt="" />
            <span>Sauda</span>
          </Link>
          <nav
            id="pages"
            className={styles.nav}
            data-open={open}
            data-many={links.length > 5}
            aria-label={t('nav.pages')}
          >
            <NavLinks links={links} />
            <span className={styles.leaveNarrow}>
              <OwnAccount />
              <SignOut />
            </span>
          </nav>
          <div className={styles.tools}>
            <LanguageSwitch />
            <SchemeSwitch />
            <NoticeBell />
            <Account />
            <ActionIcon
              className={styles.menuButton}
              variant="default"
              size={36}
              aria-label={t(open ? 'nav.close' : 'nav.open')}
              aria-expanded={open}
              aria-controls="pages"
              onClick={() => setOpen(!open)}
            >
              {open ? <IconX size={20} /> : <IconMenu2 size={20} />}
            </ActionIcon>
          </div>
        </div>
      </header>
      <main id="main" ref={main} tabIndex={-1} className={styles.main}>
        <Suspense fallback={<Loading />}>
          <Outlet />
        </Suspense>
      </main>
      <footer className={styles.footer}>
        <div>
          <span>{t('footer.what')}</span>
          <a href="/api/docs">{t('footer.api')}</a>
          <span>{t('footer.licence')}</span>
        </div>
      </footer>
    </div>
  );
}

function NavLinks({ links }: { links: PageLink[] }): ReactNode {
  const { t } = useTranslation();
  return links.map((page) => (
    <Link key={page.to} to={page.to} activeOptions={{ exact: page.to === '/', includeSearch: false }}>
      {t(page.label)}
    </Link>
  ));
}

function Account(): ReactNode {
  const { t } = useTranslation();
  const session = useSession();
  const navigate = useNavigate();
  if (session === undefined) return null;
  if (session === null)
    return (
      <Button size="sm" onClick={() => navigate({ to: '/sign-in' })}>
        {t('nav.sign_in')}
      </Button>
    );
  return (
    <span className={styles.leaveWide}>
      <OwnAccount />
      <SignOut />
    </span>
  );
}

/** Who is signed in, and the way to that person's account. */
function OwnAccount(): ReactNode {
  const { t } = useTranslation();
  const session = useSession();
  const { colon, comma } = marksOf(useReader());
  if (!session) return null;
  const { user, organisation } = session;
  return (
    <Link to="/account" className={styles.who} title={t('nav.account')}>
      <span className="visually-hidden">
        {t('nav.account')}
        {colon}
      </span>
      {[user.name, organisation?.name].filter(Boolean).join(comma)}
    </Link>
  );
}

function SignOut(): ReactNode {
  const { t } = useTranslation();
  const session = useSession();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [leaving, setLeaving] = useState(false);
  if (!session) return null;
  const leave = async (): Promise<void> => {
    setLeaving(true);
    try {
      await callApi('/sign-out', { method: 'POST', body: {} });
    } finally {
      setLeaving(false);
      client.clear();
      await navigate({ to: '/' });
    }
  };
  return (
    <Button size="sm" variant="default" loading={leaving} onClick={leave}>
      {t('nav.sign_out')}
    </Button>
  );
}
