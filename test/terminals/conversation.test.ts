import { describe, expect, test } from 'vitest';
import type { TerminalEvent } from '#bridge/terminals/zk/events.ts';
import { aClock } from '#test/support/clock.ts';
import { readAll, withSimulator } from '#test/terminals/simulated.ts';

const nowMs = Date.UTC(2026, 10, 22, 8, 59, 30);

test('a terminal says who it is and how full', async () => {
  await withSimulator({ records: 300, model: 'Sample model', firmware: 'Ver 6.60' }, async ({ open }) => {
    expect(await (await open()).info()).toMatchObject({
      serial: 'SAMPLE1',
      model: 'Sample model',
      firmware: 'Ver 6.60',
      platform: 'Simulated_TFT',
      users: 40,
      records: 300,
      recordCapacity: 1_000_000,
    });
  });
});

test('what a terminal does not report is absent, not zero', async () => {
  await withSimulator({ modes: ['free-zero'] }, async ({ open }) => {
    const info = await (await open()).info();
    expect(info).not.toHaveProperty('records');
    expect(info).not.toHaveProperty('users');
  });
});

test('the clock is the terminal’s wall time', async () => {
  await withSimulator(
    { clock: () => nowMs, zoneOffsetMinutes: 330, modes: ['wrong-clock:90'] },
    async ({ open }) => {
      const mine = aClock();
      const before = mine.now();
      const reading = await (await open({ now: mine.now })).clock();
      expect(reading.terminalTime).toBe('2026-11-22 14:31:00');
      expect(reading.measuredAtMs).toBeGreaterThanOrEqual(before);
      expect(reading.measuredAtMs).toBeLessThanOrEqual(mine.now() + 1);
    },
  );
});

test.each(['user72', 'user28'])('users of %s are read', async (layout) => {
  await withSimulator({ modes: [layout] }, async ({ open }) => {
    const users = await (await open()).users();
    expect(users).toHaveLength(40);
    expect(users[0]).toEqual({
      uid: 1,
      pin: '1001',
      name: layout === 'user72' ? 'Sample 1001' : 'Sample 1',
      privilege: 7,
      privilegeLabel: 'super-admin',
      disabled: false,
      card: '100000',
      group: 1,
    });
  });
});

describe('realtime events', () => {
  test.each(['rec40', 'rec16'])('announce a new punch and are acknowledged (%s)', async (layout) => {
    await withSimulator({ modes: [layout] }, async ({ simulator, open }) => {
      const session = await open();
      const { promise, resolve } = Promise.withResolvers<TerminalEvent>();
      await session.onEvent(resolve);
      const punch = { pin: '1007', time: '2026-11-22 08:59:30', status: 1, verify: 15, workCode: '' };
      simulator.addPunch(punch);
      expect(await promise).toEqual({ code: 1, records: [punch] });
      await session.clock();
      expect(simulator.stats).toMatchObject({ eventsSent: 1, eventsAcknowledged: 1 });
      expect((await readAll(session)).records.at(-1)).toEqual(punch);
    });
  });

  test('between the frames of a transfer are delivered, acknowledged, and leave it whole', async () => {
    await withSimulator(
      { modes: ['event-mid-bulk', 'frame1008', 'coalesce'] },
      async ({ simulator, open }) => {
        const session = await open();
        let events = 0;
        await session.onEvent(() => {
          events += 1;
        });
        expect((await readAll(session)).records).toEqual(simulator.records());
        await session.close();
        expect(simulator.stats.eventsSent).toBeGreaterThan(30);
        expect(events).toBe(simulator.stats.eventsSent);
        expect(simulator.stats.eventsAcknowledged).toBe(simulator.stats.eventsSent);
      },
    );
  });
});

test('a log that grows while it is read gives what it held when it was asked for', async () => {
  await withSimulator({ records: 5_000 }, async ({ simulator, open }) => {
    const session = await open({ chunkBytes: 8_184 });
    let records = 0;
    for await (const batch of session.readAttendance()) {
      records += batch.length;
      simulator.addPunch({ pin: '1001', time: '2026-11-22 08:59:30', status: 0, verify: 1, workCode: '' });
    }
    expect(records).toBe(5_000);
    expect((await readAll(session)).records).toEqual(simulator.records());
  });
});

describe('the keypad', () => {
  test('is never disabled unless asked for', async () => {
    await withSimulator({}, async ({ simulator, open }) => {
      const session = await open();
      await readAll(session);
      await session.close();
      expect(simulator.stats.commandsSeen.has(1003)).toBe(false);
      expect(simulator.stats.commandsSeen.get(1001)).toBe(1);
    });
  });

  test('is enabled on connecting and after the read, also when the read fails', async () => {
    await withSimulator({ modes: ['bad-checksum:always'] }, async ({ simulator, open }) => {
      const session = await open({ disableWhileReading: true });
      await expect(readAll(session)).rejects.toMatchObject({ code: 'checksum' });
      expect(simulator.stats.disabled).toBe(false);
      expect(simulator.stats.commandsSeen.get(1003)).toBe(1);
      expect(simulator.stats.commandsSeen.get(1002)).toBe(2);
    });
  });
});

test('a conversation of more than 65,535 requests goes on', async () => {
  await withSimulator({ modes: ['wrap'], records: 30 }, async ({ simulator, open }) => {
    const session = await open();
    for (let count = 0; count < 65_560; count += 1) await session.clock();
    expect((await readAll(session)).records).toEqual(simulator.records());
    expect(session.counters.strays).toBe(0);
  });
});

test('everything that was said to a terminal in its life here was harmless', async () => {
  await withSimulator({ modes: ['rec8b'] }, async ({ simulator, open }) => {
    const session = await open({ disableWhileReading: true });
    await session.info();
    await session.clock();
    await session.users();
    await session.onEvent(() => undefined);
    await readAll(session);
    await session.close();
    const said = [...simulator.stats.commandsSeen.keys()].sort((a, b) => a - b);
    expect(said).toEqual([11, 50, 201, 500, 1000, 1001, 1002, 1003, 1100, 1502, 1503, 1504]);
  });
});

describe('a conversation that waits for events', () => {
  test('asks now and then whether the terminal is alive', async () => {
    await withSimulator({}, async ({ simulator, open }) => {
      const session = await open({ keepAliveMs: 20 });
      await session.onEvent(() => undefined);
      await expect.poll(() => simulator.stats.commandsSeen.get(201) ?? 0).toBeGreaterThan(2);
      await session.close();
    });
  });

  test.each(['tcp', 'udp'] as const)('ends as lost when the terminal has died over %s', async (transport) => {
    await withSimulator({ transport, modes: ['silent-mid:30000'] }, async ({ open }) => {
      const session = await open({ keepAliveMs: 20, idleTimeoutMs: 100, transport });
      await session.onEvent(() => undefined);
      await readAll(session).catch(() => undefined);
      expect(await session.ended).toMatchObject({ code: 'connection-lost' });
    });
  });
});

describe('PINs of digits', () => {
  const users = ['0701', '0702', '000000100042'].map((pin) => ({ pin, name: pin }));
  const punches = Array.from({ length: 300 }, (_, index) => ({
    pin: users[index % 3]?.pin ?? '',
    time: `2025-03-${String(1 + (index % 28)).padStart(2, '0')} 08:00:${String(index % 60).padStart(2, '0')}`,
    status: 0,
    verify: 1,
    workCode: '',
  }));

  test.each(['rec16', 'rec8b', 'rec40'])('keep their leading zeros in %s', async (layout) => {
    await withSimulator({ modes: [layout], users, punches }, async ({ open }) => {
      const { records } = await readAll(await open());
      expect(records.map(({ pin }) => pin)).toEqual(punches.map(({ pin }) => pin));
    });
  });

  test('are numbers where the users are numbers too', async () => {
    await withSimulator({ modes: ['rec16', 'user28'], users, punches }, async ({ open }) => {
      const { records } = await readAll(await open());
      expect(records[0]?.pin).toBe('701');
    });
  });
});

describe('a terminal whose clock stands in 2001', () => {
  const users = Array.from({ length: 12 }, (_, index) => ({ pin: String(101 + index) }));
  const punches = Array.from({ length: 240 }, (_, index) => ({
    pin: users[(index * 7) % 12]?.pin ?? '',
    time: `2001-01-${String(1 + Math.floor(index / 24)).padStart(2, '0')} ${String(index % 24).padStart(2, '0')}:${String((index * 13) % 60).padStart(2, '0')}:${String((index * 29) % 60).padStart(2, '0')}`,
    status: index % 2,
    verify: 1,
    workCode: '',
  }));

  describe.each(['rec16', 'rec8a', 'rec8b', 'rec40', 'rec49', 'rec36'])('%s', (layout) => {
    test.each([['free-zero'], ['no-1503'], ['normal']])('is read right with %s', async (mode) => {
      await withSimulator({ modes: [layout, mode], users, punches }, async ({ simulator, open }) => {
        const { records, summary } = await readAll(await open());
        expect(records).toEqual(simulator.records());
        expect(summary.layoutCertain).toBe(false);
      });
    });
  });

  test('is refused where nothing but a guess is left', async () => {
    const modes = ['rec16', 'free-zero'];
    await withSimulator({ modes, users: [], punches }, async ({ open }) => {
      await expect(readAll(await open())).rejects.toMatchObject({ code: 'layout-unknown' });
    });
  });
});

describe('a direct read', () => {
  test('holds no more than a few pieces, however slowly they are taken', async () => {
    await withSimulator({ modes: ['no-1503'], records: 60_000 }, async ({ simulator, open }) => {
      const session = await open();
      let records = 0;
      let largest = 0;
      for await (const batch of session.readAttendance()) {
        records += batch.length;
        largest = Math.max(largest, batch.length);
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
      expect(records).toBe(simulator.records().length);
      expect(largest).toBeLessThanOrEqual(1_639);
    });
  });

  test('that is damaged once goes on where it was, with the same bytes before', async () => {
    await withSimulator(
      { modes: ['burst', 'no-1503', 'bad-checksum:120', 'frame1008'], records: 20_000 },
      async ({ simulator, open }) => {
        const { records, summary } = await readAll(await open());
        expect(records).toEqual(simulator.records());
        expect(summary).toMatchObject({ route: 'direct', retries: 1 });
      },
    );
  });
});
