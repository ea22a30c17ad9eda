export type Tone = 'neutral' | 'active' | 'done' | 'attention' | 'refused';

/** What each state of a thing means to who reads it. A state that is not listed is shown neutral, never hidden. */
const tones: Record<string, Record<string, Tone>> = {
  deal: {
    requested: 'active', quoted: 'active', agreed: 'active', contracted: 'attention', funded: 'active',
    shipped: 'active', delivered: 'attention', accepted: 'active', disputed: 'refused', settled: 'done',
    closed: 'done', lapsed: 'neutral', declined: 'neutral', cancelled: 'neutral',
  },
  declaration: {
    draft: 'neutral', lodged: 'active', checked: 'active', assessed: 'active', laned: 'active', paid: 'active',
    inspecting: 'attention', held: 'attention', released: 'done', refused: 'refused', corrected: 'active',
    cancelled: 'neutral', withdrawn: 'neutral',
  },
  lane: { green: 'done', yellow: 'attention', amber: 'attention', red: 'refused', blue: 'active' },
  consignment: {
    planned: 'neutral', booked: 'neutral', loaded: 'active', departed: 'active', in_transit: 'active', moving: 'active',
    at_border: 'attention', gauge_changed: 'active', held: 'refused', arrived: 'done', delivered: 'done', cancelled: 'neutral',
  },
  document: { draft: 'neutral', issued: 'active', signed: 'done', current: 'done', superseded: 'neutral', revoked: 'refused', void: 'refused' },
  listing: { draft: 'neutral', published: 'done', paused: 'attention', withdrawn: 'neutral' },
  transfer: { pending: 'attention', posted: 'done', void: 'neutral', voided: 'neutral', expired: 'neutral' },
  check: { ok: 'done', failed: 'refused', unknown: 'neutral' },
  rate: { sourced: 'done', unverified: 'attention', no_rate_on_file: 'refused', none: 'refused' },
  verdict: { valid: 'done', superseded: 'attention', revoked: 'refused', invalid: 'refused', unknown: 'attention' },
  figure: { final: 'done', official: 'done', provisional: 'attention', estimated: 'attention', guarded: 'refused', unverified: 'attention' },
};

export function toneOf(kind: string, state: string): Tone {
  return tones[kind]?.[state] ?? 'neutral';
}
