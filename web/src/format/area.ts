import { useTranslation } from 'react-i18next';
import { useReader } from '../i18n/reader.tsx';
import { countryName } from './names.ts';

/** Names of countries and of groups of countries that statistics count as one. */
export function useAreaName(): (code: string) => string {
  const { t } = useTranslation('terms');
  const reader = useReader();
  return (code) => t(`area.${code}`, { defaultValue: countryName(code, reader) });
}
