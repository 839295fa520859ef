import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startChild } from './child.ts';
import { type ChildWatch, watchChild } from './child-watch.ts';
import { keepChild } from './kept-child.ts';
import { makeStoreKey } from './store-guard/store-key.ts';

/** A real store in a process of its own, whose silence is noticed soon. */
async function keptStore(durable: boolean) {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-child-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'tables');
  const [lost, logged] = [Promise.withResolvers<string>(), Promise.withResolvers<string>()];
  const kept = await keepChild({
    port: 0,
    durable,
    log: logged.resolve,
    onLost: lost.resolve,
    start: (port, onLost) =>
      startChild({
        name: 'the sample store',
        script: new URL('./tables-server.ts', import.meta.url),
        settings: { path, port, key: makeStoreKey() },
        onLost,
        watch: { everyMilliseconds: 100, mostUnanswered: 10 },
      }),
  });
  onTestFinished(() => kept.stop());
  const pid = () => Number(/process (\d+)/.exec(readFileSync(`${path}.lock.owner`, 'utf8'))?.[1]);
  return { kept, pid, lost: lost.promise, logged: logged.promise };
}

test('a store that hangs is killed and started again on its port', async () => {
  const { kept, pid, logged } = await keptStore(true);
  const before = pid();
  process.kill(before, 'SIGSTOP');
  expect(await logged).toBe(
    'the sample store has answered nothing for 1 s and was killed (SIGKILL). Starting it again.',
  );
  await kept.ready();
  expect(pid()).not.toBe(before);
  // Nobody's signature: refused, so it serves.
  expect((await fetch(`http://127.0.0.1:${kept.port}/`, { method: 'POST' })).status).toBe(403);
});

test('a store in memory that hangs ends with the reason', async () => {
  const { kept, pid, lost } = await keptStore(false);
  process.kill(pid(), 'SIGSTOP');
  expect(await lost).toBe(
    'the sample store has answered nothing for 1 s and was killed (SIGKILL). What it held was in memory only.',
  );
  await expect(kept.ready()).rejects.toThrow('has answered nothing');
});

test('a store that hangs can be stopped', async () => {
  const { kept, pid } = await keptStore(true);
  process.kill(pid(), 'SIGSTOP');
  await kept.stop();
  expect(() => process.kill(pid(), 0)).toThrow('ESRCH');
});

test('a child that answers late does not hang, and one that is silent is reported once', () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const onHung = vi.fn();
  let asked = 0;
  const watch: ChildWatch = watchChild(
    { everyMilliseconds: 10, mostUnanswered: 3 },
    () => {
      asked += 1;
      if (asked % 3 === 0 && asked < 10) watch.answered();
    },
    onHung,
  );
  vi.advanceTimersByTime(120);
  expect([asked, onHung.mock.calls.length]).toEqual([12, 0]);
  vi.advanceTimersByTime(100);
  expect([asked, onHung.mock.calls.length]).toEqual([12, 1]);
});
