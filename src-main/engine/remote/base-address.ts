// Owns: which addresses the engine may talk to: https, or loopback; never a private network reached by a public name.
// Must not: open connections.
import { lookup } from 'node:dns';
import { BlockList, isIP } from 'node:net';
import { CodedError } from '../../../src-shared/contract/errors.ts';
import type { LookupAddress, LookupOptions } from 'node:dns';

export interface BaseAddress {
  readonly origin: string;
  /** Path of the service without a slash at the end, such as `/sign/v1`. */
  readonly pathPrefix: string;
  readonly isLoopback: boolean;
}

/**
 * Reads a base url as a person typed it. Throws ADDRESS_INVALID (not a url, credentials, query, fragment, a
 * private address) or ADDRESS_NOT_HTTPS (http is for loopback only: SECURITY 17).
 */
export function parseBaseAddress(text: string): BaseAddress {
  const url = URL.parse(text.trim());
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    throw new CodedError('ADDRESS_INVALID', 'The base url is not an http(s) url');
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new CodedError('ADDRESS_INVALID', 'The base url holds more than host and path');
  }
  const isLoopback = isLoopbackHost(url.hostname);
  if (url.protocol === 'http:' && !isLoopback) {
    throw new CodedError('ADDRESS_NOT_HTTPS', 'The base url must be https');
  }
  // An IP in the url is not looked up when connecting, so it is judged here.
  const literal = unwrapHost(url.hostname);
  if (isIP(literal) !== 0 && !isLoopback && isPrivateAddress(literal)) {
    throw new CodedError('ADDRESS_INVALID', 'The base url names a private address');
  }
  return { origin: url.origin, pathPrefix: url.pathname.replace(/\/+$/, ''), isLoopback };
}

/** The error `lookup` answers with; http-failure.ts turns it into ADDRESS_INVALID. */
export const ADDRESS_REFUSED = 'DESK_ADDRESS_REFUSED';

type LookupCallback = (
  error: NodeJS.ErrnoException | null,
  address: string | LookupAddress[],
  family?: number,
) => void;

/**
 * A resolver for sockets, so that the address judged is the address connected to and a name that is rebound
 * between two look-ups gains nothing. A loopback base may reach loopback only, any other never a private range.
 */
export function createGuardedLookup(isLoopback: boolean) {
  return (host: string, options: LookupOptions, callback: LookupCallback): void => {
    lookup(host, { ...options, all: true }, (error, found) => {
      if (error !== null) return callback(error, '');
      const allowed = found.filter(({ address }) =>
        isLoopback ? isLoopbackAddress(address) : !isPrivateAddress(address),
      );
      const first = allowed[0];
      if (first === undefined) {
        const refusal = Object.assign(new Error('address refused'), { code: ADDRESS_REFUSED });
        return callback(refusal, '');
      }
      if (options.all === true) callback(null, allowed);
      else callback(null, first.address, first.family);
    });
  };
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

const privateRanges = new BlockList();
const PRIVATE_IPV4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const;
const PRIVATE_IPV6 = [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const;
for (const [net, bits] of PRIVATE_IPV4) privateRanges.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of PRIVATE_IPV6) privateRanges.addSubnet(net, bits, 'ipv6');

// A BlockList sees through IPv4-mapped IPv6 by itself; NAT64 and 6to4 wrap an IPv4 address too.
privateRanges.addSubnet('64:ff9b::', 96, 'ipv6');
privateRanges.addSubnet('2002::', 16, 'ipv6');

function isPrivateAddress(address: string): boolean {
  return privateRanges.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

function isLoopbackAddress(address: string): boolean {
  return loopback.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

function isLoopbackHost(hostname: string): boolean {
  const host = unwrapHost(hostname);
  if (host === 'localhost' || host.endsWith('.localhost')) return true;
  return isIP(host) !== 0 && isLoopbackAddress(host);
}

function unwrapHost(hostname: string): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}
