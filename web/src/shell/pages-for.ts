import type { Session } from '../api/session.ts';

export interface PageLink {
  to:
    | '/'
    | '/statistics/bilateral'
    | '/claims'
    | '/market'
    | '/cart'
    | '/verify'
    | '/start'
    | '/deals'
    | '/rfqs'
    | '/returns'
    | '/customs'
    | '/onboarding'
    | '/matchmaking'
    | '/screening'
    | '/treasury'
    | '/treasury/unmatched'
    | '/wallet'
    | '/approvals'
    | '/organisation';
  label: string;
}

/** Which pages the header offers: the public ones to a visitor, the work of the organisation's kind to a member. */
export function pagesFor(session: Pick<Session, 'organisation' | 'roles'> | null | undefined): PageLink[] {
  const open: PageLink[] = [
    { to: '/', label: 'nav.overview' },
    { to: '/statistics/bilateral', label: 'nav.statistics' },
    { to: '/claims', label: 'nav.claims' },
    { to: '/market', label: 'nav.market' },
    { to: '/verify', label: 'nav.verify' },
  ];
  if (!session) return open;
  const work: PageLink[] = [
    { to: '/start', label: 'nav.start' },
    { to: '/deals', label: 'nav.deals' },
  ];
  const kind = session.organisation?.kind;
  if (!kind) return [...open, { to: '/organisation', label: 'nav.organisation' }];
  if (kind === 'trader')
    work.push(
      { to: '/rfqs', label: 'nav.rfqs' },
      { to: '/cart', label: 'nav.cart' },
      { to: '/returns', label: 'nav.returns' },
    );
  if (kind === 'institution')
    work.push({ to: '/onboarding', label: 'nav.onboarding' }, { to: '/matchmaking', label: 'nav.days' });
  if (kind === 'operator') work.push({ to: '/screening', label: 'nav.screening' });
  if (kind === 'treasury') work.push({ to: '/treasury', label: 'nav.treasury' });
  if (kind === 'bank') work.push({ to: '/treasury/unmatched', label: 'nav.unmatched' });
  if (kind === 'customs') work.push({ to: '/customs', label: 'nav.customs' });
  if (!['customs', 'statistics', 'ministry', 'institution', 'warehouse', 'operator'].includes(kind))
    work.push({ to: '/wallet', label: 'nav.wallet' });
  if (['bank', 'treasury', 'trader'].includes(kind)) work.push({ to: '/approvals', label: 'nav.approvals' });
  work.push({ to: '/organisation', label: 'nav.organisation' });
  return [...work, ...open];
}
