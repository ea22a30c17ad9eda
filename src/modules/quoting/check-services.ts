import { type Outcome, refuse } from '../../kernel/refusal.ts';
import type { Ctx } from '../../platform/index.ts';
import type { Deal } from '../deals/index.ts';
import { findOrganisations, rolesOfKind } from '../parties/index.ts';
import type { Offer } from './model.ts';

/** Who serves a deal by its terms, and the role that such an organisation must be able to hold. */
const services = [
  ['carrier_org_id', 'carrier'],
  ['export_broker_org_id', 'broker'],
  ['import_broker_org_id', 'broker'],
  ['bank_org_id', 'bank'],
] as const;

/**
 * Whoever terms name will see the deal and act in it, so each must be on the directory as what it is named for.
 * Demonstration deals are served by demonstration organisations only, real ones by real ones.
 * Refuses with quoting.service_unknown and the fields.
 */
export async function checkServices(
  ctx: Pick<Ctx, 'tx'>,
  deal: Pick<Deal, 'demo'>,
  offer: Offer,
): Promise<Outcome<true>> {
  const known = await findOrganisations(
    ctx,
    services.map(([field]) => offer[field]),
  );
  const errors = services.flatMap(([field, role]) => {
    const named = known.get(offer[field]);
    if (!named || !rolesOfKind[named.kind].includes(role))
      return [
        { path: `/offer/${field}`, code: 'not_a_service', message: `must be a ${role} of the directory` },
      ];
    if (named.demo !== deal.demo)
      return [
        {
          path: `/offer/${field}`,
          code: 'demo_and_real',
          message: deal.demo
            ? 'a demonstration deal is served by demonstration organisations'
            : 'a real deal is not served by demonstration organisations',
        },
      ];
    return [];
  });
  return errors.length > 0 ? refuse('quoting.service_unknown', {}, errors) : true;
}
