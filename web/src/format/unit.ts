import { useTranslation } from 'react-i18next';

/** The sign of a unit of measure in the reader's language; the code when there is none. */
export function useUnitName(): (code: string) => string {
  const { t } = useTranslation('terms');
  return (code) => t(`unit.${code}`, { defaultValue: code });
}
