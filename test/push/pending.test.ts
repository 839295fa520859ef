import { describe, expect, test } from 'vitest';
import { cloudTime, useCloud } from '#test/support/cloud.ts';
import { aDevice } from './cloud-punches.ts';

const cloud = useCloud();
const device = (serial: string, modes: string[] = []) => aDevice(cloud.url, serial, [], modes);

/** An organisation with a terminal that calls from this machine. */
async function here(serial: string) {
  const organisation = await cloud.organisation();
  await organisation.api.registerTerminal({ body: { serial, push: { open: true } } });
  expect(await device(serial).settle()).toBe(true);
  return organisation;
}

describe('a serial number that wants to push, where several organisations share a deployment', () => {
  test('is shown to those whose terminals call from the same place, and to no others', async () => {
    const near = await here('NEAR1');
    const far = await cloud.organisation();
    await device('KNOCKS1').settle();
    const expected = { serial: 'KNOCKS1', address: expect.stringMatching(/127\.0\.0\.1$/) };
    expect((await near.api.listPendingTerminals({})).items).toContainEqual(expect.objectContaining(expected));
    expect((await far.api.listPendingTerminals({})).items).toEqual([]);
  });

  test('is found by whoever reads its number off the terminal, without where it is', async () => {
    const far = await cloud.organisation();
    await device('KNOCKS2').settle();
    const find = async (serial: string) => (await far.api.listPendingTerminals({ query: { serial } })).items;
    expect(await find('KNOCKS2')).toEqual([{ serial: 'KNOCKS2', lastSeenAt: expect.any(String) }]);
    expect(await find('KNOCKS3')).toEqual([]);
    await far.api.registerTerminal({ body: { serial: 'KNOCKS2', push: { open: true } } });
    expect(await device('KNOCKS2').settle()).toBe(true);
    expect(await find('KNOCKS2')).toEqual([]);
  });

  test('that was retired is shown to its own organisation alone, and registering it takes it up again', async () => {
    const owner = await here('OWNED1');
    const other = await here('OTHER1');
    const params = { serial: 'OWNED1' };
    const { version } = await owner.api.getTerminal({ params });
    await owner.api.updateTerminal({ params, ifMatch: `"${version}"`, body: { state: 'retired' } });
    // What was known of the terminal is remembered for half a minute.
    cloudTime.advance(31_000);
    expect(await device('OWNED1').settle()).toBe(false);
    const shownTo = async ({ api }: typeof owner) =>
      (await api.listPendingTerminals({ query: { serial: 'OWNED1' } })).items.length;
    expect([await shownTo(owner), await shownTo(other)]).toEqual([1, 0]);
    await owner.api.registerTerminal({ body: { ...params, zone: 'Asia/Kolkata', push: { open: true } } });
    expect(await owner.api.getTerminal({ params })).toMatchObject({ state: 'active', zone: 'Asia/Kolkata' });
    expect(await device('OWNED1').settle()).toBe(true);
  });
});
