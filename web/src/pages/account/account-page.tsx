import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Session, sessionQuery } from '../../api/session.ts';
import { endonyms } from '../../format/endonyms.ts';
import { useRoleNames } from '../../format/role-names.ts';
import { Answer } from '../../parts/answer.tsx';
import { CommandButtons } from '../../parts/command-buttons.tsx';
import { DemoMark, Facts, Note, PageHead, Section } from '../../parts/section.tsx';
import { SignInFirst } from '../../parts/sign-in-first.tsx';
import { ApiKeysSection } from './api-keys-section.tsx';
import { TotpSection } from './totp-section.tsx';

/** The reader's own account: who it is, language, password, second factor, keys for programs. */
export function AccountPage(): ReactNode {
  const { t } = useTranslation('account');
  const session = useQuery(sessionQuery);
  return (
    <Answer query={session}>
      {(who) => (who === null ? <SignInFirst title={t('account.title')} /> : <AccountBody who={who} />)}
    </Answer>
  );
}

function AccountBody({ who }: { who: Session }): ReactNode {
  const { t } = useTranslation('account');
  const roleNames = useRoleNames();
  return (
    <>
      <PageHead title={t('account.title')}>{who.demo && <DemoMark />}</PageHead>
      <Facts
        rows={[
          [t('organisation.name'), who.user.name],
          [t('sign_in.email'), who.user.email],
          [
            t('organisation.title'),
            <Link key="o" to="/organisation">
              {who.organisation?.name ?? t('account.no_organisation')}
            </Link>,
          ],
          [t('organisation.roles'), who.roles.length > 0 ? roleNames(who.roles) : '–'],
          [t('account.language'), endonyms[who.locale] ?? who.locale],
        ]}
      />
      <CommandButtons
        commands={[
          {
            name: t('account.choose_language'),
            explain: t('account.language_explain'),
            method: 'PUT',
            path: '/session/locale',
            fields: [
              {
                name: 'locale',
                label: t('account.language'),
                kind: 'choice',
                start: who.locale,
                choices: Object.entries(endonyms).map(([value, label]) => ({ value, label })),
              },
            ],
          },
        ]}
      />
      {who.demo ? (
        <Note tone="active">{t('account.demo_fixed')}</Note>
      ) : (
        <>
          <PasswordSection />
          <TotpSection on={who.user.totp} />
        </>
      )}
      <ApiKeysSection />
    </>
  );
}

function PasswordSection(): ReactNode {
  const { t } = useTranslation('account');
  return (
    <Section title={t('sign_in.password')}>
      <p>{t('password.about')}</p>
      <CommandButtons
        commands={[
          {
            name: t('password.change'),
            method: 'PUT',
            path: '/password',
            fields: [
              {
                name: 'current_password',
                label: t('password.current'),
                kind: 'password',
                complete: 'current-password',
              },
              {
                name: 'new_password',
                label: t('password.new'),
                hint: t('password.hint'),
                kind: 'password',
                complete: 'new-password',
              },
            ],
          },
        ]}
      />
    </Section>
  );
}
