import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openApi } from '#infra/local/start/api-client.ts';
import { until } from '#test/support/until.ts';
import { type StartFolder, startFolder } from './start-process.ts';

let at: StartFolder;

beforeEach(() => {
  at = startFolder();
});

afterEach(() => {
  at.remove();
});

/** Where each store writes which process it is. */
const owners = {
  tables: 'cloud/dynamodb.lock.owner',
  'queues and files': 'cloud/messages/queues.lock.owner',
} as const;

function pidOf(store: keyof typeof owners): number | undefined {
  const file = join(at.dataDir, owners[store]);
  if (!existsSync(file)) return undefined;
  const pid = Number(/process (\d+)/.exec(readFileSync(file, 'utf8'))?.[1]);
  return Number.isInteger(pid) ? pid : undefined;
}

async function upAndServing() {
  const run = at.start(['--punches', at.punches(3, 5)]);
  await expect.poll(() => run.output()).toContain('Ctrl-C stops everything');
  const { url = '', key = '' } = run.api() ?? {};
  return { run, api: openApi(url, key) };
}

test.each(Object.keys(owners) as (keyof typeof owners)[])(
  'the process of %s is killed: it is started again, nothing is lost and the service goes on',
  async (store) => {
    const { run, api } = await upAndServing();
    const before = await api.listUsers({});
    const pid = pidOf(store);
    process.kill(pid ?? Number.NaN, 'SIGKILL');
    await expect.poll(() => pidOf(store) !== pid).toBe(true);

    await expect.poll(() => api.listUsers({}).catch(() => undefined)).toEqual(before);
    await api.createUser({ body: { id: 'later', name: 'Sample Later' } });
    const range = { from: '2026-01-01', to: '2026-01-06' } as Parameters<
      typeof api.generateSheets
    >[0]['body'];
    const job = await api.generateSheets({ body: range });
    const state = async () => (await api.getGeneration({ params: { jobId: job.id } })).state;
    await expect.poll(state).toBe('done');
    expect(run.output()).toContain('ended (SIGKILL). Starting it again.');

    run.child.kill('SIGTERM');
    expect(await run.ended).toEqual({ code: 0, signal: null });
  },
);

test('a store that is killed again and again ends the program with the reason', async () => {
  const { run } = await upAndServing();
  let isOver = false;
  const ended = run.ended.finally(() => {
    isOver = true;
  });
  let killed: number | undefined;
  await until(() => {
    const pid = pidOf('tables');
    if (pid !== undefined && pid !== killed) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It has just ended with the program.
      }
      killed = pid;
    }
    return isOver;
  });
  expect(await ended).toEqual({ code: 1, signal: null });
  expect(run.errors()).toContain('is given up');
  expect(run.errors()).toContain('the store of the tables');
});
