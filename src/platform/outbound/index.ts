export type { AddressFault } from './addresses.ts';
export { type Outbound, type OutboundAnswer, type OutboundCall, openOutbound } from './call.ts';
export { openVault, type Vault } from './vault.ts';
