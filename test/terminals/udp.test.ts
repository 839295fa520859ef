import { describe, expect, test } from 'vitest';
import { openTerminal } from '#bridge/terminals/zk/index.ts';
import { faultOf, readAll, withSimulator } from '#test/terminals/simulated.ts';

const punch = { pin: '1007', time: '2026-11-22 08:59:30', status: 1, verify: 15, workCode: '' };

describe('the transport `auto`', () => {
  test('takes TCP where it is served', async () => {
    await withSimulator({ transport: 'both', records: 30 }, async ({ open }) => {
      expect((await open()).transport).toBe('tcp');
    });
  });

  test('takes UDP where TCP is refused', async () => {
    await withSimulator({ transport: 'udp' }, async ({ simulator, open }) => {
      const session = await open();
      expect(session.transport).toBe('udp');
      expect((await readAll(session)).records).toEqual(simulator.records());
    });
  });

  test('reports that TCP was refused when nobody answers by UDP either', async () => {
    await withSimulator({ modes: ['refuse'] }, async ({ open }) => {
      expect(await faultOf(open())).toMatchObject({ code: 'refused' });
    });
  });

  test('reports what the terminal said by UDP', async () => {
    await withSimulator({ transport: 'udp', modes: ['comm-key:7'] }, async ({ open }) => {
      expect(await faultOf(open())).toMatchObject({ code: 'comm-key-required' });
    });
  });
});

describe('a terminal that cannot be spoken to over UDP is named', () => {
  test.each([
    ['comm-key:12345', undefined, 'comm-key-required'],
    ['comm-key:12345', 54_321, 'comm-key-wrong'],
    ['locked', 12_345, 'locked'],
    ['secure-6001', undefined, 'secure-firmware'],
    ['c3-panel', undefined, 'access-panel'],
    ['refuse', undefined, 'unreachable'],
  ])('%s with key %s', async (mode, commKey, code) => {
    await withSimulator({ modes: [mode], transport: 'udp' }, async ({ simulator, open }) => {
      const own = { transport: 'udp', connectTimeoutMs: 200 } as const;
      const fault = await faultOf(open(commKey === undefined ? own : { ...own, commKey }));
      expect(fault).toMatchObject({ code, facts: { address: `127.0.0.1:${simulator.port}` } });
    });
  });

  test('the right key opens it', async () => {
    await withSimulator({ modes: ['comm-key:12345'], transport: 'udp' }, async ({ simulator, open }) => {
      const session = await open({ commKey: 12_345, transport: 'udp' });
      expect((await readAll(session)).records).toEqual(simulator.records());
    });
  });

  test('nobody at the port', async () => {
    await withSimulator({ transport: 'tcp' }, async ({ simulator }) => {
      const fault = await faultOf(
        openTerminal({ host: '127.0.0.1', port: simulator.port, transport: 'udp', connectTimeoutMs: 500 }),
      );
      expect(fault).toMatchObject({ code: 'refused' });
    });
  });
});

describe('a log that does not arrive whole over UDP is a fault with counts', () => {
  test.each([
    ['silent-mid:30000', 'incomplete'],
    ['drop-mid:30000', 'incomplete'],
    ['lying-length:4000', 'corrupt'],
    ['lying-length:-4000', 'corrupt'],
    ['no-1503-scrambled', 'corrupt'],
    ['bad-checksum:always', 'incomplete'],
    ['udp-loss:1', 'unreachable'],
  ])('%s', async (mode, code) => {
    await withSimulator({ modes: [mode], transport: 'udp' }, async ({ open }) => {
      const reading = open({ transport: 'udp', idleTimeoutMs: 150, connectTimeoutMs: 300 }).then(readAll);
      expect(await faultOf(reading)).toMatchObject({ code });
    });
  });

  test('what had arrived is counted', async () => {
    await withSimulator({ modes: ['silent-mid:30000'], transport: 'udp' }, async ({ open }) => {
      const session = await open({ transport: 'udp', idleTimeoutMs: 150 });
      const fault = await faultOf(readAll(session));
      expect(fault).toMatchObject({ facts: { expected: 80_004, tries: 3 } });
      expect(fault).toMatchObject({ facts: { received: expect.any(Number) } });
    });
  });

  test.concurrent.each([1, 2, 3, 4, 5, 6])(
    'whatever is lost with seed %i, the log is whole or a fault',
    async (seed) => {
      const modes = ['udp-loss:0.25', 'udp-dup:0.2', 'udp-reorder:0.3'];
      await withSimulator({ modes, transport: 'udp', seed, records: 400 }, async ({ simulator, open }) => {
        const outcome = await open({ transport: 'udp', idleTimeoutMs: 100 })
          .then(readAll)
          .catch((error: unknown) => error);
        if (outcome instanceof Error) expect(outcome).toHaveProperty('code');
        else expect(outcome).toMatchObject({ records: simulator.records() });
      });
    },
  );
});

test('a silent network repeats what changes nothing, and never a write', async () => {
  await withSimulator({ transport: 'udp', modes: ['udp-loss:0.4'], seed: 5 }, async ({ simulator, open }) => {
    const session = await open({ transport: 'udp', idleTimeoutMs: 200 });
    for (let count = 0; count < 5; count += 1) await session.clock().catch(() => undefined);
    expect(simulator.stats.datagramsLost).toBeGreaterThan(0);
    const before = simulator.stats.commandsSeen.get(202) ?? 0;
    // @ts-expect-error the brand is for people; the text is a wall time
    await session.setClock('2026-11-22T08:59:30').catch(() => undefined);
    expect((simulator.stats.commandsSeen.get(202) ?? 0) - before).toBeLessThanOrEqual(1);
  });
});

test('users, options and events come over UDP as well', async () => {
  await withSimulator({ transport: 'udp' }, async ({ simulator, open }) => {
    const session = await open({ transport: 'udp' });
    expect(await session.info()).toMatchObject({ serial: 'SAMPLE1', users: 40 });
    expect(await session.users()).toHaveLength(40);
    const { promise, resolve } = Promise.withResolvers<unknown>();
    await session.onEvent(resolve);
    simulator.addPunch(punch);
    expect(await promise).toEqual({ code: 1, records: [punch] });
    await session.close();
    expect(simulator.stats.openConnections).toBe(0);
    expect(simulator.stats.eventsAcknowledged).toBe(1);
  });
});

test('a second client over UDP gets no answer, and the first is not disturbed', async () => {
  await withSimulator({ transport: 'udp', modes: ['second-client'] }, async ({ simulator, open }) => {
    const first = await open({ transport: 'udp' });
    const second = openTerminal({
      host: 'localhost',
      port: simulator.port,
      transport: 'udp',
      connectTimeoutMs: 200,
    });
    expect(await faultOf(second)).toMatchObject({ code: expect.stringMatching(/unreachable|refused/) });
    expect((await readAll(first)).records).toEqual(simulator.records());
  });
});
