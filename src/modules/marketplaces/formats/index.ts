import type { Marketplace, Shop } from '../port.ts';
import { kaspi } from './kaspi.ts';
import { rest } from './rest.ts';
import { satu } from './satu.ts';

export const marketplaceKinds = ['kaspi', 'satu', 'rest'] as const;
export type MarketplaceKind = (typeof marketplaceKinds)[number];

/** How each marketplace is spoken to, and where it is when the merchant does not say. */
export const marketplaces: Record<
  MarketplaceKind,
  { open(shop: Shop): Marketplace; base_url: string | undefined }
> = {
  kaspi: { open: kaspi, base_url: 'https://kaspi.kz' },
  satu: { open: satu, base_url: 'https://my.satu.kz' },
  rest: { open: rest, base_url: undefined },
};
