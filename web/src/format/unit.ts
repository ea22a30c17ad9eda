import { useTranslation } from 'react-i18next';

/** The sign of a unit of measure in the reader's language; the code when there is none. */
export function useUnitName(): (code: string) => string {
  const { t } = useTranslation('terms');
  return (code) => t(`unit.${code}`, { defaultValue: code });
}

/** A kind of package as it stands behind its number; what a seller wrote in words of its own stays as it is. */
export function usePackageName(): (kind: string) => string {
  const { t } = useTranslation('terms');
  return (kind) => t(`package.${kind.replaceAll(' ', '_')}`, { defaultValue: kind });
}
