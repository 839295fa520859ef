import { describe, expect, test } from 'vitest';
import { readAll, withSimulator } from '#test/terminals/simulated.ts';

const layouts = ['rec40', 'rec49', 'rec36', 'rec16', 'rec8a', 'rec8b'];
const deliveries = [
  [],
  ['coalesce'],
  ['frame1008'],
  ['frame1008', 'coalesce'],
  ['frame65536', 'ack-total'],
  ['single-data'],
  ['fragment:1000'],
  ['inline'],
  ['no-1503'],
  ['free-zero'],
  ['free-zero-counts'],
  ['event-mid-bulk', 'frame1008'],
  ['short-chunk'],
  ['bad-checksum:2'],
  ['ack-extra', 'free80'],
  ['free112', 'user28'],
];

const datagramDeliveries = [
  ['index-continues'],
  ['index-none'],
  ['udp-loss:0.02'],
  ['udp-dup:0.2'],
  ['udp-reorder:0.2'],
  ['udp-loss:0.03', 'udp-dup:0.1', 'udp-reorder:0.2'],
  ['udp-loss:0.02', 'udp-reorder:0.2', 'index-continues', 'event-mid-bulk', 'frame1008'],
  ['udp-loss:0.02', 'no-1503'],
];

describe.each(['tcp', 'udp'] as const)('over %s', (transport) => {
  const ways = transport === 'udp' ? [...deliveries, ...datagramDeliveries] : deliveries;
  describe.each(layouts)('a log of %s', (layout) => {
    test.concurrent.each(ways.map((modes) => [modes.join(' + ') || 'normal', modes] as const))(
      'arrives whole: %s',
      async (_, modes) => {
        await withSimulator(
          { modes: [layout, ...modes], records: 2_100, transport },
          async ({ simulator, open }) => {
            const session = await open({ chunkBytes: 8_184, transport });
            const { records, summary } = await readAll(session);
            expect(records).toEqual(simulator.records());
            expect(summary).toMatchObject({ records: 2_100, layout, layoutCertain: true });
            expect(session.transport).toBe(transport);
          },
        );
      },
    );
  });
});

test('a log of more than a megabyte arrives whole in one packet', async () => {
  await withSimulator({ modes: ['inline'], records: 30_000 }, async ({ simulator, open }) => {
    const { records, summary } = await readAll(await open());
    expect(records).toEqual(simulator.records());
    expect(summary).toMatchObject({ records: 30_000, route: 'inline' });
  });
});

describe('a small log', () => {
  test.each([1, 7, 9])('arrives whole in fragments of %i bytes', async (bytes) => {
    await withSimulator(
      { modes: [`fragment:${bytes}`, 'frame1008'], records: 60 },
      async ({ simulator, open }) => {
        const { records } = await readAll(await open({ chunkBytes: 1_024 }));
        expect(records).toEqual(simulator.records());
      },
    );
  });

  test.each([0, 1, 20, 25, 26])('of %i records arrives whole, inline or not', async (count) => {
    await withSimulator({ records: count }, async ({ simulator, open }) => {
      const { records, summary } = await readAll(await open());
      expect(records).toEqual(simulator.records());
      expect(summary).toMatchObject({ records: count, route: count <= 25 ? 'inline' : 'buffered' });
    });
  });

  test('arrives whole from a terminal that takes longer than the idle time-out in all', async () => {
    await withSimulator({ modes: ['slow:60', 'frame1008'], records: 200 }, async ({ simulator, open }) => {
      const { records } = await readAll(await open({ idleTimeoutMs: 250 }));
      expect(records).toEqual(simulator.records());
    });
  });

  test.each([2001, 65535, 65533, 4989])(
    'arrives whole when the buffered read is refused with %i',
    async (code) => {
      await withSimulator({ modes: [`no-1503:${code}`] }, async ({ simulator, open }) => {
        const { records, summary } = await readAll(await open());
        expect(records).toEqual(simulator.records());
        expect(summary.route).toBe('direct');
      });
    },
  );
});

describe('what the terminal did wrong is reported', () => {
  test('a chunk that ended early was asked for again', async () => {
    await withSimulator({ modes: ['short-chunk'] }, async ({ open }) => {
      const { summary } = await readAll(await open());
      expect(summary.retries).toBe(1);
    });
  });

  test('a damaged frame is counted and its chunk asked for again', async () => {
    await withSimulator({ modes: ['bad-checksum:1'] }, async ({ simulator, open }) => {
      const session = await open();
      const { records, summary } = await readAll(session);
      expect(records).toEqual(simulator.records());
      expect(summary.retries).toBe(1);
      expect(session.counters.checksumErrors).toBe(1);
    });
  });

  test('null times and days that do not exist come with their bytes', async () => {
    await withSimulator({ modes: ['wrong-clock:-3600'], records: 500 }, async ({ simulator, open }) => {
      const session = await open();
      const reading = session.readAttendance();
      const raw: string[] = [];
      for await (const batch of reading)
        raw.push(...batch.filter((r) => r.raw !== undefined).map((r) => r.time));
      expect(raw.filter((time) => time === '')).toHaveLength(50);
      expect(raw.filter((time) => time.includes('-02-31 '))).toHaveLength(50);
      expect(raw).toHaveLength(100);
      const { records } = await readAll(session);
      expect(records).toEqual(simulator.records());
    });
  });
});

test('long ids and full names are intact', async () => {
  await withSimulator({ modes: ['long-id'] }, async ({ simulator, open }) => {
    const session = await open();
    expect((await readAll(session)).records).toEqual(simulator.records());
    expect((await session.users()).slice(-3).map(({ pin, name }) => ({ pin, name }))).toEqual([
      { pin: '000000100042', name: 'Sample with 12 digits' },
      { pin: '00123456789012', name: 'A name of 24 bytes: full' },
      { pin: 'ABCDEFGHIJKLMNOPQRSTUVWX', name: 'Sample with 24 letters' },
    ]);
  });
});

test('a hundred thousand records arrive whole', async () => {
  await withSimulator({ records: 100_000 }, async ({ simulator, open }) => {
    const { records, summary } = await readAll(await open());
    expect(records).toHaveLength(100_000);
    const truth = simulator.records();
    const wrong = records.findIndex((record, index) => {
      const expected = truth[index];
      return (
        record.pin !== expected?.pin ||
        record.time !== expected.time ||
        record.status !== expected.status ||
        record.verify !== expected.verify ||
        record.workCode !== expected.workCode
      );
    });
    expect(wrong).toBe(-1);
    expect(summary).toMatchObject({ records: 100_000, bytes: 4_000_000 });
  });
});

test('batches come while the log arrives, each of a bounded size', async () => {
  await withSimulator({ records: 20_000 }, async ({ open }) => {
    const progress: [number, number][] = [];
    const session = await open();
    let largest = 0;
    let batches = 0;
    for await (const batch of session.readAttendance({ onProgress: (...bytes) => progress.push(bytes) })) {
      largest = Math.max(largest, batch.length);
      batches += 1;
    }
    expect(batches).toBe(13);
    expect(largest).toBeLessThanOrEqual(1_637);
    expect(progress.at(-1)).toEqual([800_004, 800_004]);
  });
});
