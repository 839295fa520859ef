import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { enrolSite } from '#bridge/cloud/index.ts';
import { BridgeConfig } from '#bridge/config/index.ts';
import { samplePunches, sampleUsers, startTerminalSimulator } from '#bridge/simulator/index.ts';
import type { SimulatorOptions } from '#bridge/simulator/terminal-simulator.ts';
import { openTerminal } from '#bridge/terminals/zk/index.ts';
import { startBridge } from '#bridge/work/index.ts';
import { quickTiming } from '#test/bridge/site.ts';
import { cloudTime, type Organisation, useCloud } from '#test/support/cloud.ts';
import { later } from '#test/support/site.ts';

const cloud = useCloud();
const serial = 'TEST0000001';
const users = sampleUsers(3);
const punches = samplePunches(6, users);

/** A terminal on the network, an organisation in the cloud, and a bridge at work between them. */
async function aSiteAtWork(differing: Partial<SimulatorOptions> = {}) {
  const options = { serial, users, punches, clock: cloudTime.now, ...differing };
  const terminal = await startTerminalSimulator(options);
  onTestFinished(() => terminal.close());
  const organisation = await cloud.organisation();
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-work-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const { host, port } = terminal;
  const config = BridgeConfig.parse({
    cloud: cloud.url,
    name: 'Test site',
    stateDir: join(folder, 'state'),
    terminals: [{ host, port, realtime: false }],
  });
  const { token } = await organisation.api.createEnrolmentToken({ body: {} });
  await enrolSite(config, token, cloudTime.now);
  const bridge = startBridge({ config, log: () => {}, timing: quickTiming, now: cloudTime.now });
  onTestFinished(() => bridge.stop());
  await expect
    .poll(async () => (await organisation.api.listTerminals({})).items.map((row) => row.reported))
    .toEqual(['online']);
  return { organisation, terminal, restart: () => startTerminalSimulator({ ...options, port }) };
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
    const { organisation, terminal } = await aSiteAtWork();
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
    const { organisation, terminal, restart } = await aSiteAtWork();
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
  const { organisation } = await aSiteAtWork();
  const { id } = await organisation.api.startDownload({ body: { createMissingUsers: true } });
  await expect.poll(async () => (await stateOf(organisation, id)).state).toBe('done');
  const { task } = await stateOf(organisation, id);
  expect(task).toMatchObject({ counts: { read: punches.length, usersDetailed: users.length } });
  const [terminal] = (await organisation.api.listTerminals({})).items;
  expect(terminal?.completeThrough).toBe(task?.completeThrough);
});
