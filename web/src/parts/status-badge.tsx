import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconProgress,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './parts.module.css';
import { type Tone, toneOf } from './status-tone.ts';

const icons = {
  neutral: IconCircleDashed,
  active: IconProgress,
  done: IconCircleCheck,
  attention: IconAlertTriangle,
  refused: IconCircleX,
};

/** A state as word, icon and colour together. `kind` says of what: deal, declaration, lane, consignment… */
export function StatusBadge({ kind, state }: { kind: string; state: string }): ReactNode {
  const { t } = useTranslation('terms');
  return (
    <ToneBadge tone={toneOf(kind, state)}>{t(`${kind}.${state}`, { defaultValue: plain(state) })}</ToneBadge>
  );
}

export function ToneBadge({ tone, children }: { tone: Tone; children: ReactNode }): ReactNode {
  const Icon = icons[tone];
  return (
    <span className={styles.badge} data-tone={tone}>
      <Icon size={16} stroke={2} aria-hidden />
      <span>{children}</span>
    </span>
  );
}

/** A code nobody has translated yet, made readable. */
export function plain(code: string): string {
  const words = code.replace(/[._-]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
