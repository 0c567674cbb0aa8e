import { describe, expect, it } from 'vitest';
import { clientIpOf, isAllowed, isWellFormedPolicy } from './allowed-ips.ts';

describe('allowed addresses', () => {
  it('are single ones, ranges and networks', () => {
    const policy = {
      ip4Addresses: ['10.0.0.1'],
      ip4Ranges: ['10.0.1.5-10.0.1.9'],
      ip4Masks: ['192.168.4.0/22'],
    };
    const yes = ['10.0.0.1', '10.0.1.5', '10.0.1.7', '10.0.1.9', '192.168.4.0', '192.168.7.255'];
    const no = ['10.0.0.2', '10.0.1.4', '10.0.1.10', '192.168.3.255', '192.168.8.0', 'fe80::1', ''];
    expect(yes.filter((ip) => !isAllowed(policy, ip))).toEqual([]);
    expect(no.filter((ip) => isAllowed(policy, ip))).toEqual([]);
  });

  it('are all, where nothing is said', () => {
    for (const policy of [null, {}, { ip4Addresses: [], ip4Masks: null }]) {
      expect(isAllowed(policy, '203.0.113.9')).toBe(true);
    }
    expect(isAllowed({ ip4Masks: ['0.0.0.0/0'] }, '203.0.113.9')).toBe(true);
  });

  it('must be readable', () => {
    expect(
      isWellFormedPolicy({
        ip4Addresses: ['1.2.3.4'],
        ip4Ranges: ['1.2.3.4-1.2.3.9'],
        ip4Masks: ['1.0.0.0/8'],
      }),
    ).toBe(true);
    for (const policy of [
      { ip4Addresses: ['1.2.3'] },
      { ip4Addresses: ['1.2.3.256'] },
      { ip4Ranges: ['1.2.3.4'] },
      { ip4Ranges: ['1.2.3.4-5'] },
      { ip4Masks: ['1.2.3.4/33'] },
      { ip4Masks: ['1.2.3.4'] },
    ]) {
      expect(isWellFormedPolicy(policy)).toBe(false);
    }
  });
});

describe('the address of a client', () => {
  it('is IPv4 in dots wherever it can be', () => {
    expect(clientIpOf('::1')).toBe('127.0.0.1');
    expect(clientIpOf('::ffff:192.0.2.7')).toBe('192.0.2.7');
    expect(clientIpOf('192.0.2.7')).toBe('192.0.2.7');
    expect(clientIpOf('2001:db8::7')).toBe('2001:db8::7');
  });
});
