import { expect, test } from 'vitest';
import type { ChildServer } from './child.ts';
import { type KeepOptions, keepChild } from './kept-child.ts';

/** A store whose processes die when the test says so. */
function aStore(starts: (number: number) => Promise<void> = async () => {}) {
  const ports: number[] = [];
  const lines: string[] = [];
  const given = Promise.withResolvers<string>();
  let kill = (_reason: string) => {};
  let stopped = 0;
  const options: KeepOptions = {
    port: 0,
    durable: true,
    log: (line) => void lines.push(line),
    onLost: given.resolve,
    async start(port, onLost): Promise<ChildServer> {
      ports.push(port);
      await starts(ports.length);
      kill = onLost;
      return {
        port: 4711,
        stop: async () => {
          stopped += 1;
        },
      };
    },
  };
  return {
    options,
    ports,
    lines,
    givenUp: given.promise,
    kill: () => kill('store ended (SIGKILL).'),
    stops: () => stopped,
  };
}

test('a store that dies is started again on its port, and whoever waits for it goes on', async () => {
  const store = aStore();
  const kept = await keepChild(store.options);
  await kept.ready();
  store.kill();
  await kept.ready();
  expect(store.ports).toEqual([0, 4711]);
  expect(store.lines).toEqual(['store ended (SIGKILL). Starting it again.']);
  await kept.stop();
  expect(store.stops()).toBe(1);
});

test('a start that fails is tried again', async () => {
  const store = aStore(async (number) => {
    if (number === 2) throw new Error('store did not start: busy.');
  });
  const kept = await keepChild(store.options);
  store.kill();
  await kept.ready();
  expect(store.ports).toEqual([0, 4711, 4711]);
});

test('a store that keeps dying is given up with the reason', async () => {
  const store = aStore(async (number) => {
    if (number > 1) throw new Error('store did not start: port taken.');
  });
  const kept = await keepChild(store.options);
  store.kill();
  expect(await store.givenUp).toBe(
    'store did not start: port taken. It was started again 5 times within 5 minutes and is given up.',
  );
  await expect(kept.ready()).rejects.toThrow('given up');
  await kept.stop();
});

test('a store in memory is not replaced by an empty one', async () => {
  const store = aStore();
  const kept = await keepChild({ ...store.options, durable: false });
  store.kill();
  expect(await store.givenUp).toBe('store ended (SIGKILL). What it held was in memory only.');
  expect(store.ports).toEqual([0]);
  await expect(kept.ready()).rejects.toThrow('store ended');
});

test('a first start that fails is reported at once', async () => {
  const store = aStore(() => Promise.reject(new Error('no disk')));
  await expect(keepChild(store.options)).rejects.toThrow('no disk');
  expect(store.ports).toEqual([0]);
});

test('a store that is being started again can be stopped', async () => {
  const store = aStore();
  const kept = await keepChild(store.options);
  store.kill();
  await kept.stop();
  expect(store.ports).toEqual([0]);
});
