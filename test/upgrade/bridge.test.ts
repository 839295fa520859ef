import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { startTerminalSimulator } from '#bridge/simulator/index.ts';
import { createApiKey } from '#functions/domain/access/index.ts';
import { actorFor, openRuntime } from '#functions/runtime.ts';
import { type LocalCloud, startLocalCloud } from '#infra/local/cloud.ts';
import { openApi } from '#infra/local/start/api-client.ts';
import { addDays } from '#shared/time/calendar.ts';
import { sampleLog } from '#test/bridge/sample-log.ts';
import { aClock } from '#test/support/clock.ts';
import { isHere, previousRelease, unpack } from './earlier-version.ts';

const run = promisify(execFile);
const now = aClock({ at: 'now' });
const current = join(import.meta.dirname, '../../bridge/main.ts');

let cloud: LocalCloud;
let api: ReturnType<typeof openApi>;

beforeAll(async () => {
  cloud = await startLocalCloud({ inMemory: true, port: 0, log: () => {} });
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const runtime = openRuntime();
  await runtime.directory.organisations.add('upgrade', now.instant());
  const actor = actorFor(runtime, 'upgrade', 'upgrade', 'system');
  const { key } = await createApiKey(runtime.directory, actor, { name: 'upgrade', role: 'admin' });
  api = openApi(cloud.url, key);
});

afterAll(async () => {
  await cloud.stop();
  vi.restoreAllMocks();
});

/** Orders a download and waits until it has ended. */
async function downloaded(terminal: string, mode: 'new' | 'all') {
  const { id: downloadId } = await api.startDownload({ body: { terminals: [terminal], mode } });
  const look = () => api.getDownload({ params: { downloadId } });
  await expect.poll(async () => (await look()).state).not.toMatch(/^(waiting|running)$/);
  return await look();
}

/** A terminal that knows some people, and the folder and configuration of a bridge that reads it. */
async function aPlace() {
  const log = sampleLog(3_000, 20);
  const terminal = await startTerminalSimulator({ ...log.terminal, clock: now.now });
  onTestFinished(() => terminal.close());
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-upgrade-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const config = join(folder, 'bridge.json');
  const { host, port } = terminal;
  const stateDir = join(folder, 'state');
  const terminals = [{ host, port }];
  writeFileSync(config, JSON.stringify({ cloud: cloud.url, name: 'Upgrade', stateDir, terminals }));
  return { ...log, terminal, config };
}

/** Starts the bridge of a version, and waits until the cloud hears from it. @returns what stops it as a service does */
async function start(program: string, config: string): Promise<() => Promise<void>> {
  const began = now.instant();
  const child = spawn(process.execPath, [program, 'run', '--config', config], { stdio: 'ignore' });
  onTestFinished(() => void child.kill('SIGKILL'));
  await expect
    .poll(async () => {
      const { items: bridges } = await api.listBridges({});
      const { items: terminals } = await api.listTerminals({});
      const isHeard = bridges.some(({ lastSeenAt }) => lastSeenAt !== undefined && lastSeenAt > began);
      return isHeard && terminals.some(({ reported }) => reported === 'online');
    })
    .toBe(true);
  return async () => {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    const [code] = await ended;
    expect(code).toBe(0);
  };
}

test.skipIf(!isHere(previousRelease))(
  'a bridge of the previous release works with this cloud, is replaced, and can be put back',
  async () => {
    const { terminal, config, counts, users, punches } = await aPlace();
    const { serial } = terminal;
    const [{ pin } = { pin: '' }] = users;
    /** Somebody punches, and the punch arrives by itself. */
    async function arrives(second: number) {
      const time = `${now.instant().slice(0, 10)} 00:00:0${second}`;
      terminal.addPunch({ pin, time, status: 0, verify: 1, workCode: '' });
      await expect
        .poll(async () => {
          const from = now.today();
          const query = { userId: pin, from, to: addDays(from, 1), limit: 100 };
          const { items } = await api.listPunches({ query });
          return items.some(({ wallTime }) => wallTime.replace('T', ' ') === time);
        })
        .toBe(true);
    }
    const before = unpack(previousRelease);
    onTestFinished(before.remove);
    const theirs = before.path('bridge/main.ts');

    await api.patchSettings({ body: { download: { unknownUsers: 'create' } } });
    const { token } = await api.createEnrolmentToken({ body: {} });
    await run(process.execPath, [theirs, 'enrol', '--config', config, '--token', token]);

    const stopTheirs = await start(theirs, config);
    const first = await downloaded(serial, 'all');
    expect(first).toMatchObject({ state: 'done', counts });
    await arrives(1);
    await stopTheirs();

    const stopOurs = await start(current, config);
    const again = await downloaded(serial, 'all');
    expect(again).toMatchObject({
      state: 'done',
      counts: { read: punches.length + 1, stored: 0, duplicates: punches.length + 1, usersCreated: 0 },
    });
    await arrives(2);
    await stopOurs();

    const stopPutBack = await start(theirs, config);
    await arrives(3);
    expect(await downloaded(serial, 'new')).toMatchObject({ state: 'done', counts: { stored: 0 } });
    await stopPutBack();
  },
);
