import { isIP } from 'node:net';
import type { AllowedIps } from '@kwit/ksef-contract';

/** The address of a client as KSeF names it: IPv4 in dots, also for the IPv6 forms of the same and of this machine. */
export function clientIpOf(remoteAddress: string | undefined): string {
  if (remoteAddress === undefined || remoteAddress === '::1') return '127.0.0.1';
  return remoteAddress.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/, '');
}

/**
 * The address of a client behind a proxy: the last one that `X-Forwarded-For` names, which is what the proxy itself
 * saw; that of the connection where the header names none. Only for connections that can come from a proxy alone:
 * everything before the last address is whatever the client says.
 */
export function forwardedIpOf(
  remoteAddress: string | undefined,
  forwardedFor: string | string[] | undefined,
): string {
  const last = [forwardedFor ?? []].flat().join(',').split(',').at(-1)?.trim() ?? '';
  return clientIpOf(isIP(last) === 0 ? remoteAddress : last);
}

/** Whether an access token with this policy may be used from an address. No policy, or an empty one, lets all in. */
export function isAllowed(policy: AllowedIps | null, ip: string): boolean {
  if (policy === null) return true;
  const addresses = policy.ip4Addresses ?? [];
  const ranges = policy.ip4Ranges ?? [];
  const masks = policy.ip4Masks ?? [];
  if (addresses.length + ranges.length + masks.length === 0) return true;
  const number = numberOf(ip);
  if (number === undefined) return false;
  return (
    addresses.some((address) => numberOf(address) === number) ||
    ranges.some((range) => inRange(range, number)) ||
    masks.some((mask) => inMask(mask, number))
  );
}

function numberOf(ip: string): number | undefined {
  const parts = ip.split('.').map(Number);
  if (parts.length !== 4 || parts.some((part) => !(part >= 0 && part <= 255))) return undefined;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

function inRange(range: string, number: number): boolean {
  const [first = '', last = ''] = range.split('-');
  return (numberOf(first) ?? Number.POSITIVE_INFINITY) <= number && number <= (numberOf(last) ?? -1);
}

function inMask(mask: string, number: number): boolean {
  const [network = '', bits = ''] = mask.split('/');
  const size = 2 ** (32 - Number(bits));
  return Math.floor((numberOf(network) ?? Number.NaN) / size) === Math.floor(number / size);
}

/** Whether every entry of a policy can be read. */
export function isWellFormedPolicy({ ip4Addresses, ip4Ranges, ip4Masks }: AllowedIps): boolean {
  // Without zeros in front, which some readers take for octal numbers.
  const isIp = (text: string) => isIP(text) === 4;
  const isRange = (text: string) => text.split('-').length === 2 && text.split('-').every(isIp);
  const isMask = (text: string) => /^[^/]+\/(\d|[12]\d|3[0-2])$/.test(text) && isIp(text.split('/')[0] ?? '');
  return (
    (ip4Addresses ?? []).every(isIp) && (ip4Ranges ?? []).every(isRange) && (ip4Masks ?? []).every(isMask)
  );
}
