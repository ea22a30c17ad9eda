import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { plain } from '../../parts/status-badge.tsx';

/** Why an order did not become a deal, in the reader's words: those of this page, or the code made readable. */
export function RefusalWords({ code }: { code: string }): ReactNode {
  const { t } = useTranslation('marketplaces');
  return <div className="small dimmed">{t(`reason.${code}`, { defaultValue: plain(code) })}</div>;
}
