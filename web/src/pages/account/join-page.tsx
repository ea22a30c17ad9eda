import { useQuery } from '@tanstack/react-query';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callApi } from '../../api/client.ts';
import { type Session, sessionQuery } from '../../api/session.ts';
import { Answer } from '../../parts/answer.tsx';
import { ButtonLink } from '../../parts/button-link.tsx';
import { CommandForm } from '../../parts/command-form.tsx';
import parts from '../../parts/parts.module.css';
import { Empty, Note, PageHead } from '../../parts/section.tsx';

/**
 * Where an invitation leads. Its secret stands behind the # of the address, which browsers send to no server;
 * it holds the organisation's id before the first dot.
 */
export function JoinPage(): ReactNode {
  const { t } = useTranslation('account');
  const token = useRouterState({ select: (state) => state.location.hash });
  const session = useQuery(sessionQuery);
  return (
    <>
      <PageHead title={t('join.title')} />
      <Answer query={session}>
        {(who) =>
          token === '' ? (
            <Empty title={t('join.no_token')} />
          ) : who === null ? (
            <Visitor next={`/join#${token}`} />
          ) : who.organisation ? (
            <Note>{t('join.member_already', { organisation: who.organisation.name })}</Note>
          ) : (
            <Joining token={token} who={who} />
          )
        }
      </Answer>
    </>
  );
}

function Visitor({ next }: { next: string }): ReactNode {
  const { t } = useTranslation('account');
  return (
    <>
      <p>{t('join.first')}</p>
      <div className={parts.buttons}>
        <ButtonLink to="/sign-up" search={{ next }}>
          {t('sign_up.title')}
        </ButtonLink>
        <ButtonLink to="/sign-in" search={{ next }}>
          {t('join.known')}
        </ButtonLink>
      </div>
    </>
  );
}

function Joining({ token, who }: { token: string; who: Session }): ReactNode {
  const { t } = useTranslation('account');
  const navigate = useNavigate();
  const [org_id = ''] = token.split('.');
  const organisation = useQuery({
    queryKey: ['organisations', org_id],
    queryFn: ({ signal }) => callApi<{ name: string }>(`/organisations/${org_id}`, { signal }),
    retry: false,
  });
  return (
    <div className={parts.form} data-narrow>
      <CommandForm
        spec={{
          name: t('join.go'),
          explain: organisation.data ? t('join.to', { organisation: organisation.data.name }) : '',
          method: 'POST',
          path: '/invitations/accepted',
          fixed: { token },
          fields: [
            {
              name: 'your_name',
              label: t('join.your_name'),
              kind: 'line',
              start: who.user.name,
              longest: 120,
            },
          ],
        }}
        done={() => void navigate({ to: '/start' })}
      />
    </div>
  );
}
