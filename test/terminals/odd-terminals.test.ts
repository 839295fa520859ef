import { describe, expect, test } from 'vitest';
import { probeTerminal } from '#bridge/terminals/pull/index.ts';
import type { TerminalRecord } from '#shared/punch/punch.ts';
import { faultOf, readAll, withSimulator } from '#test/terminals/simulated.ts';

const transports = ['tcp', 'udp'] as const;

describe.each(transports)('over %s a log arrives whole', (transport) => {
  test.concurrent.each([
    ['from a terminal that gives less of a chunk than was asked for', ['chunk-limit:8184']],
    ['and also where it gives very little', ['chunk-limit:1024', 'single-data']],
    ['where larger chunks are refused', ['chunk-limit:8184:refuse']],
    ['where larger chunks are left unanswered', ['chunk-limit:1024:silent']],
    ['where no acknowledgement closes a transfer', ['no-closing-ack', 'frame1008']],
    ['also by the direct read', ['no-closing-ack', 'frame1008', 'no-1503']],
    ['from a terminal that computes no checksums', ['no-checksum', 'frame1008']],
    ['from a terminal that computes them otherwise', ['odd-checksum', 'frame1008']],
    ['where the buffered read is left unanswered', ['mute:1503']],
    ['where its acknowledgement has a byte more', ['size-ack:14']],
    ['where it has the size alone', ['size-ack:4']],
    ['where it has nothing', ['size-ack:0']],
    ['where the buffer is never released', ['mute:1502', 'mute:1001']],
    ['where nothing but the log is told', ['mute:11', 'mute:50', 'mute:201', 'mute:1100']],
  ])('%s', async (_, modes) => {
    // Only a terminal that is silent is waited for; a busy machine makes any other one slow, which is no fault.
    const idleTimeoutMs = modes.some((mode) => /mute|silent|ack/.test(mode)) ? 1_500 : 10_000;
    await withSimulator({ modes, transport, records: 700 }, async ({ simulator, open }) => {
      const session = await open({ transport, idleTimeoutMs });
      expect((await readAll(session)).records).toEqual(simulator.records());
    });
  });

  test('when it is empty, in whatever form that is said', async () => {
    for (const modes of [[], ['bare-empty-log'], ['no-1503'], ['size-ack:0']]) {
      await withSimulator({ modes, transport, records: 0 }, async ({ open }) => {
        const { summary } = await readAll(await open({ transport, idleTimeoutMs: 1_500 }));
        expect(summary).toMatchObject({ records: 0, layout: 'none' });
      });
    }
  });
});

describe('what a terminal leaves unanswered', () => {
  test('of who it is stays open, and is not waited for twice', async () => {
    const modes = ['mute:11', 'mute:50', 'mute:1100'];
    await withSimulator({ modes }, async ({ simulator, open }) => {
      const session = await open({ idleTimeoutMs: 500 });
      expect(await session.info()).toEqual({ serial: '', model: '', firmware: '' });
      expect(simulator.stats.commandsSeen.get(50)).toBe(1);
      await readAll(session);
      expect(simulator.stats.commandsSeen.get(50)).toBe(1);
    });
  });

  test('of everything is the fault of the buffered read, as before', async () => {
    await withSimulator({ modes: ['mute:1503', 'mute:13'] }, async ({ open }) => {
      const fault = await faultOf(readAll(await open({ idleTimeoutMs: 100 })));
      expect(fault).toMatchObject({ code: 'timeout', facts: { during: 'reading the attendance log' } });
    });
  });
});

test('packets without checksums are counted as such', async () => {
  await withSimulator({ modes: ['no-checksum'], records: 10 }, async ({ open }) => {
    const session = await open();
    await readAll(session);
    expect(session.counters.checksumErrors).toBeGreaterThan(3);
  });
});

test('a packet without a checksum among packets with one is damaged', async () => {
  await withSimulator({ modes: ['bad-checksum:1:always'] }, async ({ open }) => {
    expect(await faultOf(readAll(await open({ idleTimeoutMs: 100 })))).toMatchObject({ code: 'checksum' });
  });
});

describe('a session that the terminal does not know any more', () => {
  test.each(transports)('is a lost connection over %s, not a missing key', async (transport) => {
    await withSimulator({ modes: ['forgets:6'], transport }, async ({ open }) => {
      const session = await open({ transport, idleTimeoutMs: 300, chunkBytes: 8_184 });
      expect(await faultOf(readAll(session))).toMatchObject({
        code: 'connection-lost',
        facts: { expected: 80_004 },
      });
    });
  });
});

test('of the sessions that a slow terminal gives for a repeated CONNECT the last one counts', async () => {
  const modes = ['new-session', 'slow:150', 'comm-key:12345'];
  await withSimulator({ modes, transport: 'udp', records: 10 }, async ({ simulator, open }) => {
    const session = await open({ transport: 'udp', connectTimeoutMs: 800, commKey: 12_345 });
    expect((await readAll(session)).records).toEqual(simulator.records());
    expect(simulator.stats.commandsSeen.get(1000)).toBeGreaterThan(1);
    expect(simulator.stats.wrongKeys).toBe(0);
  });
});

describe('a probe takes a further connection', () => {
  test.each([
    ['when the terminal has forgotten the session', 'forgets:12'],
    ['when it is cut off while it says who it is', 'forgets:3'],
    ['when the terminal fell silent', 'silent-mid:60000'],
    ['when the connection broke', 'drop-mid:60000'],
  ])('%s, and every record comes once', async (_, mode) => {
    await withSimulator({ modes: [mode, 'first-only'], records: 5_000 }, async ({ simulator }) => {
      const records: TerminalRecord[] = [];
      const { fault, reconnections } = await probeTerminal({
        terminal: { host: simulator.host, port: simulator.port, idleTimeoutMs: 100 },
        zone: 'UTC',
        wantUsers: false,
        onRecords: (_serial, batch) => records.push(...batch),
        retrySeconds: [0, 0],
      });
      expect(fault).toBeNull();
      expect(reconnections).toBe(1);
      expect(records).toEqual(simulator.records());
    });
  });

  test('once and no more when it falls silent each time', async () => {
    await withSimulator({ modes: ['silent-mid:60000'], records: 5_000 }, async ({ simulator }) => {
      const result = await probeTerminal({
        terminal: { host: simulator.host, port: simulator.port, idleTimeoutMs: 100 },
        zone: 'UTC',
        wantUsers: false,
        onRecords: () => undefined,
        retrySeconds: [0, 0],
      });
      expect(result).toMatchObject({ reconnections: 1, expected: 5_000, fault: { code: 'incomplete' } });
    });
  });
});
