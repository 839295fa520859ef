import { describe, expect, onTestFinished, test } from 'vitest';
import { samplePunches, sampleUsers } from '#bridge/simulator/index.ts';
import { cloudTime, useCloud } from '#test/support/cloud.ts';
import { problem } from '#test/support/problem-error.ts';
import { aReport } from '#test/support/signed-bridge.ts';
import { aSite, auditOf, later } from '#test/support/site.ts';
import { aSiteAtWork } from '#test/support/site-at-work.ts';

const cloud = useCloud();
const params = { serial: 'TEST1' };
const setClock = { kind: 'set-clock' } as const;

describe('an order to set the clock of a terminal', () => {
  test('is told to its bridge until that has reported it, and shown meanwhile', async () => {
    const site = await aSite(cloud);
    const orderedAt = cloudTime.instant();
    const ordered = await site.api.orderTerminalCommand({ params, body: setClock });
    expect(ordered).toMatchObject({ command: setClock, state: 'queued', queuedAt: orderedAt });
    later(5);
    expect(await site.api.orderTerminalCommand({ params, body: setClock })).toEqual(ordered);
    expect(await site.api.getTerminal({ params })).toMatchObject({ clockOrderedAt: orderedAt });
    const beat = async (report: Partial<ReturnType<typeof aReport>>) =>
      (await site.bridge.beat({ reports: [aReport('TEST1', report)] })).setClocks;
    expect(await beat({ clockDriftSeconds: -90 })).toEqual(['TEST1']);
    expect(await beat({ clockDriftSeconds: -90 })).toEqual(['TEST1']);
    expect(await beat({ clockDriftSeconds: 0, clockSetBySeconds: 90 })).toBeUndefined();
    expect(await beat({ clockDriftSeconds: 0 })).toBeUndefined();
    expect(await site.api.getTerminal({ params })).not.toHaveProperty('clockOrderedAt');
    expect(await auditOf(site, 'terminal.command')).toMatchObject([
      { subject: 'TEST1', facts: { kind: 'set-clock' } },
    ]);
    expect((await site.api.listBridges({})).items[0]).not.toHaveProperty('clockOrders');
  });

  test('is withdrawn after an hour, and done where the clock is right', async () => {
    const site = await aSite(cloud, ['TEST1', 'TEST2']);
    await site.api.orderTerminalCommand({ params, body: setClock });
    await site.api.orderTerminalCommand({ params: { serial: 'TEST2' }, body: setClock });
    const right = aReport('TEST2', { clockDriftSeconds: 1 });
    expect((await site.bridge.beat({ terminals: ['TEST1'], reports: [right] })).setClocks).toEqual(['TEST1']);
    later(3600);
    expect(await site.api.getTerminal({ params })).not.toHaveProperty('clockOrderedAt');
    expect((await site.bridge.beat({ terminals: ['TEST1', 'TEST2'] })).setClocks).toBeUndefined();
  });

  test('is refused for a terminal that no bridge reads', async () => {
    const site = await aSite(cloud);
    await site.api.registerTerminal({ body: { serial: 'PUSH1', push: { open: true } } });
    const refused = problem('terminal.no-bridge');
    const order = (serial: string) => site.api.orderTerminalCommand({ params: { serial }, body: setClock });
    await expect(order('PUSH1')).rejects.toSatisfy(refused);
    await site.api.revokeBridge({ params: { bridgeId: site.bridge.id } });
    await expect(order('TEST1')).rejects.toSatisfy(refused);
    await expect(site.api.orderTerminalCommand({ params, body: { kind: 'check' } })).rejects.toSatisfy(
      problem('terminal.no-push'),
    );
  });
});

const serial = 'TEST0000001';
const users = sampleUsers(3);
const punches = samplePunches(6, users);

async function atWork(clock: () => number) {
  const simulated = { serial, users, punches, clock };
  return await aSiteAtWork(cloud, simulated, (end) => onTestFinished(async () => void (await end())));
}

test('a bridge at work sets the clock that it is ordered to set, once, and nothing unordered', async () => {
  const { api, terminal } = await atWork(() => cloudTime.now() - 20_000);
  const shown = async () => await api.getTerminal({ params: { serial } });
  await expect.poll(async () => (await shown()).clockDriftSeconds).toBe(-20);
  expect(terminal.stats.clockSetTo).toEqual([]);
  await api.orderTerminalCommand({ params: { serial }, body: setClock });
  await expect.poll(async () => (await shown()).clockDriftSeconds).toBe(0);
  await expect.poll(async () => (await shown()).clockOrderedAt).toBeUndefined();
  expect(terminal.stats.clockSetTo).toHaveLength(1);
  expect(terminal.stats.destructiveCommands).toEqual([]);
});

test('a clock that is right in another zone is not set, whoever orders it', async () => {
  const { api, terminal } = await atWork(() => cloudTime.now() + 2 * 3_600_000);
  const visits = () => terminal.stats.connections;
  await expect.poll(visits).toBeGreaterThan(0);
  await api.orderTerminalCommand({ params: { serial }, body: setClock });
  await api.startDownload({ body: {} });
  const latest = async () => (await api.listDownloads({})).items[0]?.state;
  await expect.poll(latest).toBe('done');
  expect(terminal.stats.clockSetTo).toEqual([]);
  expect(await api.getTerminal({ params: { serial } })).toHaveProperty('clockOrderedAt');
});

test('a terminal says how many users it has and when somebody punched last', async () => {
  const { api } = await atWork(cloudTime.now);
  await api.startDownload({ body: {} });
  const shown = async () => await api.getTerminal({ params: { serial } });
  const latest = punches
    .map(({ time }) => time)
    .sort()
    .at(-1)
    ?.replace(' ', 'T');
  await expect.poll(async () => (await shown()).lastPunchAt).toBe(`${latest}.000Z`);
  expect(await shown()).toMatchObject({ users: 3, userCapacity: expect.any(Number) });
});
