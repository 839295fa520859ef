import { expect, test } from 'vitest';
import { sampleLog } from './sample-log.ts';
import { aSite, type Site } from './site.ts';

const { terminal: aTerminal, identities, counts } = sampleLog(3_200, 20);
const { serial } = aTerminal;

/** A bridge whose configuration file has no terminal, and a list in the cloud that has one. */
async function aListedSite(modes: Parameters<typeof aSite>[0][number]['modes'] = []) {
  const site = await aSite([{ ...aTerminal, modes }], { terminals: [] });
  const [{ host, port } = { host: '', port: 0 }] = site.terminals;
  const give = (version: number, ...terminals: object[]) => {
    site.cloud.terminalList = {
      version,
      terminals: terminals.map((settings) => ({ host, port, ...settings })),
    };
  };
  return { ...site, give };
}

const reported = ({ cloud }: Site) => cloud.heartbeats.at(-1)?.cloudTerminals;
const stateOf = (site: Site) => reported(site)?.terminals[0]?.state;

test('the bridge goes on with its list after a restart while the cloud is away', async () => {
  const site = await aListedSite();
  const { cloud, terminals, start } = site;
  site.give(7, { name: 'Gate' });
  const bridge = start();
  await expect.poll(() => stateOf(site)).toBe('online');
  expect(cloud.heartbeats.at(-1)?.terminals).toMatchObject([{ serial, name: 'Gate' }]);
  await bridge.stop();
  cloud.behave = () => 'drop-before';
  const before = terminals[0]?.stats.connections ?? 0;
  start();
  await expect.poll(() => terminals[0]?.stats.connections).toBeGreaterThan(before);
  expect(cloud.requests.getTerminalList).toBe(1);
  cloud.behave = () => 'answer';
  await expect.poll(() => reported(site)?.version).toBe(7);
});

test('a list that cannot be fetched, or cannot be understood, leaves the one before in force', async () => {
  const site = await aListedSite();
  const { cloud, start, logged } = site;
  site.give(1, {});
  start();
  await expect.poll(() => stateOf(site)).toBe('online');
  site.give(2, { transport: 'of a later version' });
  await expect.poll(() => logged.some(({ event }) => event === 'terminals.not-listed')).toBe(true);
  expect(reported(site)?.version).toBe(1);
  await cloud.ended(cloud.addTask({ terminal: serial }));
  expect(new Set(cloud.stored.keys())).toEqual(identities);
  site.give(3, {}, { host: '127.0.0.1', port: 1 });
  await expect
    .poll(() => reported(site)?.terminals.map(({ state }) => state))
    .toEqual(['online', 'unreachable']);
});

test.each([
  ['changed', [{ name: 'Back door' }], ['Back door']],
  ['taken off the list', [], []],
] as const)(
  'a terminal that is %s while its log is read is read to its end first',
  async (_, after, names) => {
    const site = await aListedSite(['slow:5']);
    const { cloud, start } = site;
    site.give(1, { name: 'Gate', realtime: false });
    start();
    await expect.poll(() => stateOf(site)).toBe('online');
    const taskId = cloud.addTask({ terminal: serial });
    await expect.poll(() => cloud.progress.some(({ phase }) => phase === 'reading')).toBe(true);
    site.give(2, ...after);
    await expect.poll(() => reported(site)?.version).toBe(2);
    expect(cloud.tasks.get(taskId)?.state).toBe('running');
    expect(await cloud.ended(taskId)).toMatchObject({ outcome: 'done', counts });
    expect(new Set(cloud.stored.keys())).toEqual(identities);
    await expect.poll(() => cloud.heartbeats.at(-1)?.terminals.map(({ name }) => name)).toEqual(names);
    expect(cloud.violations).toEqual([]);
  },
);
