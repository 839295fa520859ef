import { describe, expect, onTestFinished, test } from 'vitest';
import { samplePunches, sampleUsers } from '#bridge/simulator/index.ts';
import type { SimulatorOptions } from '#bridge/simulator/terminal-simulator.ts';
import { openTerminal } from '#bridge/terminals/zk/index.ts';
import { type Organisation, useCloud } from '#test/support/cloud.ts';
import { later } from '#test/support/site.ts';
import { aSiteAtWork } from '#test/support/site-at-work.ts';

const cloud = useCloud();
const serial = 'TEST0000001';
const users = sampleUsers(3);
const punches = samplePunches(6, users);

/** A site at work for one test. */
async function aSiteFor(differing: Partial<SimulatorOptions> = {}) {
  const simulated = { serial, users, punches, ...differing };
  const site = await aSiteAtWork(cloud, simulated, (end) => onTestFinished(async () => void (await end())));
  return { organisation: site, terminal: site.terminal, restart: site.restart };
}

async function stateOf({ api }: Organisation, downloadId: string) {
  const { state, tasks } = await api.getDownload({ params: { downloadId } });
  return { state, task: tasks[0] };
}

async function heldBy({ host, port }: { host: string; port: number }) {
  const session = await openTerminal({ host, port });
  const held = await session.users();
  await session.close();
  return held.map(({ pin, name, card }) => ({ pin, name, ...(card === undefined ? {} : { card }) }));
}

describe('a user that is added in the cloud', () => {
  test('is written to the terminal automatically when the settings say so', async () => {
    const { organisation, terminal } = await aSiteFor();
    const { api, set } = organisation;
    await set((current) => ({ ...current, newUsers: { ...current.newUsers, sendToTerminals: 'all' } }));
    await api.createUser({ body: { id: '2001', name: 'Newcomer', card: '12345' } });
    const latest = async () => (await api.listDownloads({})).items[0];
    await expect.poll(async () => (await latest())?.state).toBe('done');
    const { task } = await stateOf(organisation, (await latest())?.id ?? '');
    expect(task?.users).toEqual([{ userId: '2001', result: 'created' }]);
    expect(await heldBy(terminal)).toContainEqual({ pin: '2001', name: 'Newcomer', card: '12345' });
    expect(terminal.stats.destructiveCommands).toEqual([]);
  });

  test('is written as soon as a terminal that was away is back', async () => {
    const { organisation, terminal, restart } = await aSiteFor();
    const { api } = organisation;
    await api.createUser({ body: { id: '2001', name: 'Newcomer' } });
    await terminal.close();
    const { id } = await api.startUserUpload({ body: { terminals: [serial], userIds: ['2001'] } });
    await expect.poll(async () => (await stateOf(organisation, id)).task?.nextTryAt).toBeDefined();
    expect(await stateOf(organisation, id)).toMatchObject({
      state: 'waiting',
      task: { fault: { code: 'refused' }, attempts: 1 },
    });
    const again = await restart();
    onTestFinished(() => again.close());
    later(61);
    await expect.poll(async () => (await stateOf(organisation, id)).state).toBe('done');
    expect(await heldBy(again)).toContainEqual({ pin: '2001', name: 'Newcomer' });
  });
});

test('a download that is ordered while somebody is at the API is taken up with the next poll, and its log is complete then', async () => {
  const { organisation } = await aSiteFor();
  const { id } = await organisation.api.startDownload({ body: { createMissingUsers: true } });
  await expect.poll(async () => (await stateOf(organisation, id)).state).toBe('done');
  const { task } = await stateOf(organisation, id);
  expect(task).toMatchObject({ counts: { read: punches.length, usersDetailed: users.length } });
  const [terminal] = (await organisation.api.listTerminals({})).items;
  expect(terminal?.completeThrough).toBe(task?.completeThrough);
});
