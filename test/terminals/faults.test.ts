import { createServer, type Server } from 'node:net';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { openTerminal } from '#bridge/terminals/zk/index.ts';
import { isTerminalFault } from '#shared/terminal-fault.ts';
import { faultOf, readAll, withSimulator } from '#test/terminals/simulated.ts';

const announcedBytes = 80_004;

describe('a log that does not arrive whole is a fault with counts, never a shorter log', () => {
  test.each([
    [
      'the connection closes',
      'drop-mid:30000',
      'connection-lost',
      { received: 24_552, expected: announcedBytes },
    ],
    [
      'the terminal goes silent',
      'silent-mid:30000',
      'incomplete',
      { received: 24_552, expected: announcedBytes, tries: 3 },
    ],
    [
      'more is announced than there is',
      'lying-length:4000',
      'corrupt',
      { reason: 'the attendance log should have 80000 bytes, but the transfer has 84000' },
    ],
    ['less is announced than there is', 'lying-length:-4000', 'corrupt', {}],
    ['every frame is damaged', 'bad-checksum:always', 'checksum', { during: 'reading the attendance log' }],
    ['frames are damaged from the fourth on', 'bad-checksum:4:always', 'checksum', {}],
    ['the direct read is noise', 'no-1503-scrambled', 'corrupt', {}],
  ])('%s', async (_, mode, code, facts) => {
    await withSimulator({ modes: [mode] }, async ({ open }) => {
      const session = await open({ chunkBytes: 8_184, idleTimeoutMs: 150 });
      const fault = await faultOf(readAll(session));
      expect(fault).toMatchObject({ code, facts: { address: session.address, ...facts } });
    });
  });

  test.each(['rec49', 'rec36', 'rec16', 'rec8a', 'rec8b'])(
    'the direct read of %s is noise',
    async (layout) => {
      await withSimulator({ modes: ['no-1503-scrambled', layout] }, async ({ open }) => {
        expect(await faultOf(readAll(await open()))).toMatchObject({
          code: expect.stringMatching(/^(corrupt|layout-unknown)$/),
        });
      });
    },
  );

  test.each(['drop-mid:30000', 'silent-mid:30000'])('also by the direct read: %s', async (mode) => {
    await withSimulator({ modes: [mode, 'no-1503'] }, async ({ open }) => {
      const fault = await faultOf(readAll(await open({ idleTimeoutMs: 150 })));
      expect(fault).toMatchObject({ facts: { expected: announcedBytes } });
      expect(isTerminalFault(fault, 'connection-lost', 'incomplete')).toBe(true);
    });
  });

  test.each([1, 100, 1_000, 20_000, 79_000])(
    'wherever the connection closes: after %i bytes',
    async (bytes) => {
      await withSimulator({ modes: [`drop-mid:${bytes}`, 'frame1008'] }, async ({ open }) => {
        expect(isTerminalFault(await faultOf(readAll(await open())), 'connection-lost')).toBe(true);
      });
    },
  );
});

describe('a terminal that cannot be spoken to is named', () => {
  test.each([
    ['comm-key:12345', undefined, 'comm-key-required'],
    ['comm-key:12345', 54_321, 'comm-key-wrong'],
    ['locked', 12_345, 'locked'],
    ['secure-6001', undefined, 'secure-firmware'],
    ['c3-panel', undefined, 'access-panel'],
    ['refuse', undefined, 'refused'],
    ['reset', undefined, 'busy'],
  ])('%s with key %s', async (mode, commKey, code) => {
    await withSimulator({ modes: [mode] }, async ({ simulator, open }) => {
      const fault = await faultOf(open(commKey === undefined ? {} : { commKey }));
      expect(fault).toMatchObject({ code, facts: { address: `127.0.0.1:${simulator.port}` } });
      expect(simulator.stats.commandsSeen.get(1102) ?? 0).toBeLessThanOrEqual(1);
    });
  });

  test.each([1, 12_345, 100_000, 524_288, 999_999])('the right key %i opens it', async (commKey) => {
    await withSimulator({ modes: [`comm-key:${commKey}`], records: 100 }, async ({ simulator, open }) => {
      expect((await readAll(await open({ commKey }))).records).toEqual(simulator.records());
    });
  });

  test('an address that nobody has', async () => {
    const fault = await faultOf(openTerminal({ host: 'no-such-terminal.invalid', connectTimeoutMs: 5_000 }));
    expect(fault).toMatchObject({ code: 'unreachable' });
    expect(fault).toHaveProperty('message', expect.stringContaining('no host on this network has that name'));
  });

  test.each([
    { commKey: -1 },
    { commKey: 1_000_000 },
    { chunkBytes: 10 },
    { idleTimeoutMs: 0 },
    { encoding: 'nope' },
  ])('a wrong option is refused before anything is sent: %j', async (option) => {
    await expect(openTerminal({ host: '127.0.0.1', port: 1, ...option })).rejects.toThrow(RangeError);
  });
});

describe('one client at a time', () => {
  test('conversations of this process take turns', async () => {
    await withSimulator({ modes: ['second-client'] }, async ({ simulator, open }) => {
      const reads = [1, 2, 3].map(async () => {
        const session = await open();
        const { records } = await readAll(session);
        await session.close();
        return records.length;
      });
      expect(await Promise.all(reads)).toEqual([2_000, 2_000, 2_000]);
      expect(simulator.stats.connections).toBe(3);
    });
  });

  test('another program’s conversation makes the terminal busy, and is not disturbed', async () => {
    await withSimulator({ modes: ['second-client'] }, async ({ simulator, open }) => {
      const first = await open();
      // The other name of the same address stands for another program: it takes no turn in this process.
      const second = await faultOf(openTerminal({ host: 'localhost', port: simulator.port }));
      expect(isTerminalFault(second, 'busy')).toBe(true);
      expect((await readAll(first)).records).toEqual(simulator.records());
    });
  });
});

describe('stopping', () => {
  test('in the middle of a read ends at once with `cancelled`', async () => {
    await withSimulator({ modes: ['slow:50', 'frame1008'] }, async ({ open }) => {
      const controller = new AbortController();
      const session = await open({ signal: controller.signal });
      const reading = faultOf(readAll(session));
      setTimeout(() => controller.abort(), 120);
      expect(await reading).toMatchObject({ code: 'cancelled' });
      expect(await session.ended).toMatchObject({ code: 'cancelled' });
    });
  });

  test('while waiting for a turn leaves who is inside alone', async () => {
    await withSimulator({}, async ({ simulator, open }) => {
      const first = await open();
      const waiting = faultOf(open({ signal: AbortSignal.timeout(30) }));
      expect(await waiting).toMatchObject({ code: 'cancelled' });
      expect((await readAll(first)).records).toEqual(simulator.records());
    });
  });

  test('a read half-way releases the terminal’s buffer, and the next read is whole', async () => {
    await withSimulator({ records: 5_000 }, async ({ simulator, open }) => {
      const session = await open({ chunkBytes: 8_184 });
      for await (const batch of session.readAttendance()) {
        expect(batch.length).toBeGreaterThan(0);
        break;
      }
      expect(simulator.stats.commandsSeen.get(1502)).toBe(2);
      expect((await readAll(session)).records).toEqual(simulator.records());
    });
  });

  test('a second bulk read in the same session is refused, and the first goes on', async () => {
    await withSimulator({ records: 5_000 }, async ({ open }) => {
      const session = await open({ chunkBytes: 8_184 });
      let records = 0;
      for await (const batch of session.readAttendance()) {
        if (records === 0) await expect(session.users()).rejects.toThrow(/under way/);
        records += batch.length;
      }
      expect(records).toBe(5_000);
    });
  });
});

describe('whatever answers on the port', () => {
  const servers: Server[] = [];
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
  });

  async function serverThatSays(pieces: readonly Uint8Array[]): Promise<number> {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      let next = 0;
      socket.on('data', () => {
        const piece = pieces[next];
        next += 1;
        if (piece === undefined) socket.destroy();
        else socket.write(piece);
      });
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  test('a web server is named for what it is not', async () => {
    const port = await serverThatSays([Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')]);
    const fault = await faultOf(openTerminal({ host: '127.0.0.1', port }));
    expect(fault).toMatchObject({ code: 'not-a-terminal', facts: { firstBytes: '485454502f312e31' } });
    expect(fault).toHaveProperty('message', expect.stringContaining('a web server answers there'));
  });

  test('encrypted frames are secure firmware', async () => {
    const port = await serverThatSays([Buffer.from('5050837c1000000000000000', 'hex')]);
    expect(await faultOf(openTerminal({ host: '127.0.0.1', port }))).toMatchObject({
      code: 'secure-firmware',
    });
  });

  test('only terminal faults escape', async () => {
    const prefix = (length: number) => Buffer.from([0x50, 0x50, 0x82, 0x7d, length, 0, 0, 0]);
    const framed = fc
      .uint8Array({ minLength: 8, maxLength: 60 })
      .map((bytes) => Buffer.concat([prefix(bytes.length), bytes]));
    const piece = fc.oneof(fc.uint8Array({ minLength: 1, maxLength: 40 }), framed);
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 5 }), async (pieces) => {
        const port = await serverThatSays(pieces);
        const fault = await faultOf(openTerminal({ host: '127.0.0.1', port, idleTimeoutMs: 20 }));
        expect(isTerminalFault(fault)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});
