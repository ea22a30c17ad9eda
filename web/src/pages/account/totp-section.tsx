import { encodeQR } from 'qr';
import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CommandButtons } from '../../parts/command-buttons.tsx';
import { CommandForm } from '../../parts/command-form.tsx';
import { Secret } from '../../parts/secret.tsx';
import { Note, Section } from '../../parts/section.tsx';
import { ToneBadge } from '../../parts/status-badge.tsx';
import styles from './account.module.css';

interface Enrolment {
  totp_uri: string;
  backup_codes: string[];
}

/** The second factor: turn it on with an authenticator app, keep the backup codes, turn it off. */
export function TotpSection({ on }: { on: boolean }): ReactNode {
  const { t } = useTranslation('account');
  const [enrolment, setEnrolment] = useState<Enrolment>();
  const password = {
    name: 'password',
    label: t('sign_in.password'),
    kind: 'password',
    complete: 'current-password',
  } as const;
  return (
    <Section
      title={t('totp.title')}
      aside={<ToneBadge tone={on ? 'done' : 'attention'}>{t(on ? 'totp.is_on' : 'totp.is_off')}</ToneBadge>}
    >
      <p>{t('totp.about')}</p>
      {on ? (
        <CommandButtons
          commands={[
            {
              name: t('totp.turn_off'),
              explain: t('totp.turn_off_explain'),
              method: 'POST',
              path: '/totp/disable',
              fields: [password],
              answered: () => setEnrolment(undefined),
            },
          ]}
        />
      ) : enrolment ? (
        <FirstCode enrolment={enrolment} done={() => setEnrolment(undefined)} />
      ) : (
        <CommandButtons
          commands={[
            {
              name: t('totp.turn_on'),
              explain: t('totp.turn_on_explain'),
              method: 'POST',
              path: '/totp/enrol',
              fields: [password],
              primary: true,
              answered: setEnrolment,
            },
          ]}
        />
      )}
    </Section>
  );
}

/** QR code, the same secret as text, backup codes; the factor is on once a first code was right. */
function FirstCode({ enrolment, done }: { enrolment: Enrolment; done: () => void }): ReactNode {
  const { t } = useTranslation('account');
  const secret = new URL(enrolment.totp_uri).searchParams.get('secret') ?? '';
  return (
    <ol className={styles.steps}>
      <li>
        <p>{t('totp.scan')}</p>
        <QrCode text={enrolment.totp_uri} label={t('totp.qr')} />
        <Secret label={t('totp.by_hand')} text={secret.replace(/(.{4})(?=.)/g, '$1 ')} />
      </li>
      <li>
        <Note>{t('totp.backup')}</Note>
        <Secret label={t('totp.backup_codes')} text={enrolment.backup_codes.join(' ')} />
      </li>
      <li>
        <CommandForm
          spec={{
            name: t('totp.confirm'),
            method: 'POST',
            path: '/totp/verify',
            fields: [
              {
                name: 'code',
                label: t('sign_in.code'),
                hint: t('sign_in.code_where'),
                kind: 'line',
                longest: 6,
                complete: 'one-time-code',
              },
            ],
          }}
          done={done}
        />
      </li>
    </ol>
  );
}

/** A QR code (ISO/IEC 18004) drawn here: the secret goes to no other server. */
function QrCode({ text, label }: { text: string; label: string }): ReactNode {
  const { path, size } = useMemo(() => {
    const rows = encodeQR(text, 'raw', { ecc: 'medium', border: 4 });
    const dark = rows.flatMap((row, y) => row.flatMap((on, x) => (on ? [`M${x} ${y}h1v1h-1z`] : [])));
    return { path: dark.join(''), size: rows.length };
  }, [text]);
  return (
    <svg className={styles.qr} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
