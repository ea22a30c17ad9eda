import { useTranslation } from 'react-i18next';
import { useReader } from '../i18n/reader.tsx';
import { marksOf } from './marks.ts';

/** Roles in the reader's language, in one line. */
export function useRoleNames(): (roles: readonly string[]) => string {
  const { t } = useTranslation('terms');
  const { listed } = marksOf(useReader());
  return (roles) => roles.map((role) => t(`role.${role}`, { defaultValue: role })).join(listed);
}
