import { BlockList, isIP, isIPv6 } from 'node:net';

/**
 * Networks that no address given by somebody outside may lead to: one's own machine, private and shared networks,
 * link-local (where clouds keep their secrets), documentation, multicast and reserved ranges.
 * Source: IANA special-purpose address registries for IPv4 and IPv6 (RFC 6890 and its updates).
 */
const special = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  special.addSubnet(network, prefix, 'ipv4');

/** Of IPv6 only the global unicast space is open, less what in it leads to IPv4 or to nobody. */
const global6 = new BlockList();
global6.addSubnet('2000::', 3, 'ipv6');
for (const [network, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  special.addSubnet(network, prefix, 'ipv6');

/** Whether an IP address belongs to the public internet. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 0) return false;
  if (!isIPv6(address)) return !special.check(address, 'ipv4');
  return global6.check(address, 'ipv6') && !special.check(address, 'ipv6');
}

/** What is wrong with an address that somebody gave for calls; undefined when it may be called. */
export type AddressFault =
  | 'not_an_address'
  | 'not_https'
  | 'with_credentials'
  | 'private_network'
  | 'strange_port';

/**
 * Checks an address before it is kept and again before each call: https, the usual port, no name and password, no
 * private network. `own_hosts` are those that the operator opened; they may be plain http and private.
 * A name is checked once more when it is resolved, because names change where they lead to.
 */
export function addressFault(address: string, own_hosts: ReadonlySet<string>): AddressFault | undefined {
  if (!URL.canParse(address)) return 'not_an_address';
  const url = new URL(address);
  if (url.username !== '' || url.password !== '') return 'with_credentials';
  if (own_hosts.has(url.hostname) && ['http:', 'https:'].includes(url.protocol)) return undefined;
  if (url.protocol !== 'https:') return 'not_https';
  if (url.port !== '') return 'strange_port';
  // A name may end in the dot of the root, which leads to the same place.
  const host = url.hostname.replace(/^\[|\]$|\.$/g, '');
  if (isIP(host) !== 0) return isPublicAddress(host) ? undefined : 'private_network';
  return host.includes('.') && !/\.(localhost|local|internal|home\.arpa)$/.test(host)
    ? undefined
    : 'private_network';
}
