import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { edgeHeader, viewerHeader } from '#shared/edge-headers.ts';
import { callerAddress } from './caller-address.ts';

const secret = 's'.repeat(64);
const gateway = '198.51.100.9';
const addressOf = (headers: Record<string, string>, edgeSecret: string | undefined = secret) =>
  callerAddress({ headers, requestContext: { http: { sourceIp: gateway } } }, edgeSecret);

describe('the address of a caller', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:0db8:0001:0002::/64'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
  ])('is what CloudFront says of its viewer: %s', (viewer, counted) => {
    expect(addressOf({ [viewerHeader]: viewer, [edgeHeader]: secret })).toBe(counted);
  });

  test.each([
    ['no secret', { [viewerHeader]: '203.0.113.7' }],
    ['an empty secret', { [viewerHeader]: '203.0.113.7', [edgeHeader]: '' }],
    ['another secret', { [viewerHeader]: '203.0.113.7', [edgeHeader]: 't'.repeat(64) }],
    ['a part of it', { [viewerHeader]: '203.0.113.7', [edgeHeader]: secret.slice(1) }],
    ['it among guesses', { [viewerHeader]: '203.0.113.7', [edgeHeader]: `guess,${secret}` }],
    ['it twice', { [viewerHeader]: '203.0.113.7', [edgeHeader]: `${secret},${secret}` }],
    ['it in another header', { [viewerHeader]: '203.0.113.7', 'x-edge': secret }],
    ['the headers of other proxies', { 'x-forwarded-for': '203.0.113.7', 'x-real-ip': '203.0.113.7' }],
    ['it, and no address', { [edgeHeader]: secret }],
    ['it, and several addresses', { [viewerHeader]: '203.0.113.7,203.0.113.8', [edgeHeader]: secret }],
    ['it, and no address but a text', { [viewerHeader]: '203.0.113.7 ', [edgeHeader]: secret }],
  ])('is what the gateway sees when a request has %s', (_, headers) => {
    expect(addressOf(headers)).toBe(gateway);
  });

  test('is what the gateway sees where there is no secret, whatever is sent', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.string(), (viewer, guess) => {
        const headers = { [viewerHeader]: viewer, [edgeHeader]: guess };
        expect(callerAddress({ headers, requestContext: { http: { sourceIp: gateway } } }, undefined)).toBe(
          gateway,
        );
        expect(addressOf(headers)).toBe(guess === secret ? viewer : gateway);
      }),
    );
  });

  test('is there without any header', () => {
    expect(callerAddress({ requestContext: { http: { sourceIp: '2001:db8::1' } } }, secret)).toBe(
      '2001:0db8:0000:0000::/64',
    );
  });
});
