import type { JsonObject } from '../../kernel/refusal.ts';

/**
 * Why a message cannot be read or written. Thrown inside the codec, which is deep, and turned into a refusal at
 * its face; nothing of it leaves the module.
 */
export class Fault extends Error {
  readonly reason: FaultReason;
  readonly params: JsonObject;
  constructor(reason: FaultReason, params: JsonObject = {}) {
    super(reason);
    this.reason = reason;
    this.params = params;
  }
}

export type FaultReason =
  | 'too_large'
  | 'not_utf8'
  | 'malformed'
  | 'doctype'
  | 'too_deep'
  | 'too_many_elements'
  | 'namespace'
  | 'unknown_message'
  | 'missing'
  | 'repeated'
  | 'choice'
  | 'value'
  | 'amount_negative'
  | 'amount_too_large'
  | 'minor_units'
  | 'currency'
  | 'check_digit'
  | 'totals'
  | 'profile'
  | 'schema';
