import { expect, test } from 'vitest';
import { useCloud } from '#test/support/cloud.ts';
import { localPath, offerTerminals } from './offer-terminals.ts';

const cloud = useCloud();
const place = `${localPath}/terminals`;

test('nothing is offered until somebody says so', async () => {
  expect(await (await cloud.fetch(place)).json()).toEqual({ isOffered: false });
});

test('an administrator has the terminals started, once; nobody else does', async () => {
  const organisation = await cloud.organisation();
  const lines: string[] = [];
  let begun = 0;
  const begin = async () => {
    begun += 1;
    if (begun === 1) throw new Error('no port is free');
  };
  cloud.mount(localPath, offerTerminals({ cloudUrl: cloud.url, begin, log: (line) => lines.push(line) }));
  const isOffered = async () => await (await cloud.fetch(place)).json();
  const start = async (key?: string) =>
    (await cloud.fetch(place, { method: 'POST', ...(key === undefined ? {} : { key }) })).status;
  expect(await isOffered()).toEqual({ isOffered: true });
  expect(await start()).toBe(403);
  expect(await start(await organisation.keyFor('hr'))).toBe(403);
  expect(begun).toBe(0);
  expect(await start(organisation.key)).toBe(500);
  expect(lines).toEqual(['The simulated terminals do not start: no port is free']);
  expect(await isOffered()).toEqual({ isOffered: true });
  expect(await Promise.all([start(organisation.key), start(organisation.key)])).toEqual([200, 200]);
  expect(begun).toBe(2);
  expect(await isOffered()).toEqual({ isOffered: false });
});
