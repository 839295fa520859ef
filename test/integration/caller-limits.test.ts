import { expect, test, vi } from 'vitest';
import { newId } from '#functions/domain/ids.ts';
import { edgeHeader, viewerHeader } from '#shared/edge-headers.ts';
import { useCloud } from '#test/support/cloud.ts';
import { refusalOf } from '#test/support/problem-error.ts';

const edgeSecret = 'e'.repeat(64);
vi.stubEnv('EDGE_SECRET', edgeSecret);
const cloud = useCloud();

/** A key of the right form that nobody has. */
const aStrangersKey = () => `rck_${newId('key')}_${'x'.repeat(43)}`;

test('a stranger who tries keys is told to wait, and those who are known go on', async () => {
  const { key } = await cloud.organisation();
  const ask = async (credential: string) => await cloud.fetch('/v1/me', { key: credential });
  expect((await ask(key)).status).toBe(200);
  let refused: Response | undefined;
  for (let count = 0; count < 60 && refused?.status !== 429; count += 1) refused = await ask(aStrangersKey());
  expect(refused?.headers.get('retry-after')).toBe('60');
  expect(refused && (await refusalOf(refused))).toEqual([429, 'caller.too-often']);
  expect((await ask(key)).status).toBe(200);
});

test('behind CloudFront each viewer is counted, and nobody else names an address', async () => {
  const statusFor = async (headers: Record<string, string>) =>
    (await cloud.fetch('/v1/me', { key: aStrangersKey(), headers })).status;
  const viewerOf = (address: string) => ({ [viewerHeader]: address, [edgeHeader]: edgeSecret });
  const refused = async (headersOf: (count: number) => Record<string, string>) => {
    for (let count = 0; count < 60; count += 1) {
      if ((await statusFor(headersOf(count))) === 429) return true;
    }
    return false;
  };
  // Another address each time, and no secret, or a wrong one: counted by where the request comes from.
  expect(await refused((count) => ({ [viewerHeader]: `203.0.113.${count}` }))).toBe(true);
  expect(await refused((count) => ({ ...viewerOf(`203.0.113.${count}`), [edgeHeader]: 'guess' }))).toBe(true);
  expect(await statusFor(viewerOf('203.0.113.7'))).toBe(401);
  expect(await refused(() => viewerOf('203.0.113.7'))).toBe(true);
  expect(await statusFor(viewerOf('203.0.113.8'))).toBe(401);
});
