import { useTranslation } from 'react-i18next';

/** Roles in the reader's language, in one line. */
export function useRoleNames(): (roles: readonly string[]) => string {
  const { t } = useTranslation('terms');
  return (roles) => roles.map((role) => t(`role.${role}`, { defaultValue: role })).join(', ');
}
