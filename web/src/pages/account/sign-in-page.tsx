import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useRouter, useSearch } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callApi } from '../../api/client.ts';
import { ownAddress } from '../../parts/own-address.ts';
import { RefusalCard } from '../../parts/refusal-card.tsx';
import { PageHead } from '../../parts/section.tsx';
import styles from './account.module.css';
import { DemoAccounts } from './demo-accounts.tsx';

interface SignInAnswer {
  status: 'signed_in' | 'totp_needed';
}

/** E-mail and password, then the code of the authenticator when the account has one. */
export function SignInPage(): ReactNode {
  const { t } = useTranslation('account');
  const { next } = useSearch({ from: '/sign-in' });
  const router = useRouter();
  const queries = useQueryClient();
  const [step, setStep] = useState<'password' | 'totp'>('password');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();

  const send = async (path: string, body: object): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      const answer = await callApi<SignInAnswer>(path, { method: 'POST', body });
      if (answer.status === 'totp_needed') return setStep('totp');
      queries.clear();
      router.history.push(ownAddress(next));
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (step === 'password') void send('/sign-in', { email: email.trim(), password });
    else void send('/sign-in/totp', { code: code.replace(/\s/g, '') });
  };
  return (
    <>
      <PageHead title={t('sign_in.title')} />
      <div className={styles.columns}>
        <form className={styles.form} onSubmit={submit}>
          {step === 'password' ? (
            <>
              <TextInput
                label={t('sign_in.email')}
                type="email"
                autoComplete="username"
                required
                value={email}
                onChange={(event) => setEmail(event.currentTarget.value)}
              />
              <PasswordInput
                label={t('sign_in.password')}
                autoComplete="current-password"
                required
                visibilityToggleButtonProps={{ 'aria-label': t('show_password') }}
                value={password}
                onChange={(event) => setPassword(event.currentTarget.value)}
              />
            </>
          ) : (
            <TextInput
              label={t('sign_in.code')}
              description={t('sign_in.code_or_backup')}
              autoComplete="one-time-code"
              required
              autoFocus
              value={code}
              onChange={(event) => setCode(event.currentTarget.value)}
            />
          )}
          {error !== undefined && <RefusalCard error={error} />}
          <Button type="submit" loading={busy}>
            {t(step === 'password' ? 'sign_in.go' : 'sign_in.confirm')}
          </Button>
          {step === 'totp' && (
            <Button variant="default" onClick={() => setStep('password')}>
              {t('sign_in.other_account')}
            </Button>
          )}
          <p>
            {t('sign_up.none_yet')}{' '}
            <Link to="/sign-up" search={{ next }}>
              {t('sign_up.title')}
            </Link>
          </p>
        </form>
        {step === 'password' && (
          <DemoAccounts
            busy={busy}
            choose={(account) => void send('/sign-in', { email: account.email, password: account.password })}
          />
        )}
      </div>
    </>
  );
}
