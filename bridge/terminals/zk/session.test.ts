import { describe, expect, test } from 'vitest';
import type { Packet } from '#bridge/terminals/zk/packet.ts';
import { ZkSession } from '#bridge/terminals/zk/session.ts';
import type { TransportHandlers } from '#bridge/terminals/zk/transport.ts';
import { TerminalFault } from '#shared/terminal-fault.ts';

interface Sent {
  command: number;
  session: number;
  replyId: number;
}

/** A transport in memory; `answer` says what comes back for each packet sent. */
function memorySession(
  answer: (sent: Sent, receive: (packet: Partial<Packet>) => void, handlers: TransportHandlers) => void,
  firstReplyId = 0,
) {
  const sent: Sent[] = [];
  const events: { code: number; bytes: number }[] = [];
  const session = new ZkSession({
    address: 'memory:1',
    idleTimeoutMs: 40,
    firstReplyId,
    onEvent: (code, data) => events.push({ code, bytes: data.length }),
    openTransport: async (handlers) => ({
      send: (command, sessionId, replyId) => {
        const packet = { command, session: sessionId, replyId };
        sent.push(packet);
        queueMicrotask(() =>
          answer(
            packet,
            (reply) =>
              handlers.onPacket({
                command: 2000,
                session: 99,
                replyId,
                data: Buffer.alloc(0),
                intact: true,
                ...reply,
              }),
            handlers,
          ),
        );
      },
      kind: 'tcp' as const,
      pause: () => undefined,
      resume: () => undefined,
      hangUp: async () => undefined,
      destroy: handlers.onEnd,
    }),
  });
  return { session, sent, events };
}

const willing = (_: Sent, receive: (packet: Partial<Packet>) => void) => receive({});

describe('reply ids', () => {
  test('start at 0 with CONNECT, and the session id of the reply is used from then on', async () => {
    const { session, sent } = memorySession(willing);
    await session.connect();
    await session.request(201, new Uint8Array(0), 'reading the clock');
    expect(sent).toEqual([
      { command: 1000, session: 0, replyId: 0 },
      { command: 201, session: 99, replyId: 1 },
    ]);
  });

  test('go from 65534 to 0 and are never 65535', async () => {
    const { session, sent } = memorySession(willing, 65_532);
    await session.connect();
    for (let count = 0; count < 5; count += 1)
      await session.request(201, new Uint8Array(0), 'reading the clock');
    expect(sent.map(({ replyId }) => replyId)).toEqual([65_532, 65_533, 65_534, 0, 1, 2]);
  });
});

test('a packet that answers no request is counted and dropped', async () => {
  const { session } = memorySession((sent, receive) => {
    if (sent.command === 201) receive({ replyId: 5000, data: Buffer.from('late') });
    receive({});
  });
  await session.connect();
  const reply = await session.request(201, new Uint8Array(0), 'reading the clock');
  expect(reply.data).toHaveLength(0);
  expect(session.counters.strays).toBe(1);
});

test('an event is acknowledged with reply id 0 and never taken for the reply, even with its reply id', async () => {
  const { session, sent, events } = memorySession((packet, receive) => {
    if (packet.command === 2000) return;
    if (packet.command === 201) receive({ command: 500, session: 1, data: Buffer.alloc(32) });
    receive({});
  });
  await session.connect();
  const reply = await session.request(201, new Uint8Array(0), 'reading the clock');
  expect(reply.command).toBe(2000);
  expect(events).toEqual([{ code: 1, bytes: 32 }]);
  expect(sent).toContainEqual({ command: 2000, session: 99, replyId: 0 });
});

describe('a damaged reply', () => {
  test('is asked for again', async () => {
    let damaged = 2;
    const { session } = memorySession((packet, receive) => {
      receive({ intact: packet.command !== 201 || --damaged < 0 });
    });
    await session.connect();
    await session.request(201, new Uint8Array(0), 'reading the clock');
    expect(session.counters.checksumErrors).toBe(2);
  });

  test('is a fault when it is damaged every time', async () => {
    const { session } = memorySession((packet, receive) => receive({ intact: packet.command !== 201 }));
    await session.connect();
    await expect(session.request(201, new Uint8Array(0), 'reading the clock')).rejects.toMatchObject({
      code: 'checksum',
    });
  });

  test('to the communication key is not asked for again, because terminals lock', async () => {
    const { session, sent } = memorySession((packet, receive) =>
      receive({ command: 2005, intact: packet.command !== 1102 }),
    );
    await expect(session.connect(7)).rejects.toMatchObject({ code: 'comm-key-wrong' });
    expect(sent.filter(({ command }) => command === 1102)).toHaveLength(1);
  });
});

test('silence is a timeout that names the step', async () => {
  const { session } = memorySession((packet, receive) => packet.command === 1000 && receive({}));
  await session.connect();
  await expect(session.request(201, new Uint8Array(0), 'reading the clock')).rejects.toMatchObject({
    code: 'timeout',
    facts: { during: 'reading the clock', waitedSeconds: 0.04 },
  });
});

test('a terminal that hangs up before its first answer is busy', async () => {
  const lost = new TerminalFault('connection-lost', { address: 'memory:1', received: 0, expected: 0 });
  const { session } = memorySession((_, __, handlers) => handlers.onEnd(lost));
  await expect(session.connect()).rejects.toMatchObject({ code: 'busy' });
});

test('a lost connection fails what is under way and everything after it', async () => {
  const lost = new TerminalFault('connection-lost', { address: 'memory:1', received: 0, expected: 0 });
  const { session } = memorySession((packet, receive, handlers) =>
    packet.command === 1000 ? receive({}) : handlers.onEnd(lost),
  );
  await session.connect();
  const both = [1, 2].map(() => session.request(201, new Uint8Array(0), 'reading the clock'));
  for (const request of both) await expect(request).rejects.toBe(lost);
  expect(await session.ended).toBe(lost);
});

test('a command outside the closed list is refused before it is sent', async () => {
  const { session, sent } = memorySession(willing);
  await session.connect();
  // @ts-expect-error 15 (CLEAR_ATTLOG) is not a command that may be sent
  await expect(session.request(15, new Uint8Array(0), 'mischief')).rejects.toThrow(RangeError);
  expect(sent.map(({ command }) => command)).toEqual([1000]);
});

test('closing sends EXIT, also when something is under way, and may be repeated', async () => {
  const { session, sent } = memorySession((packet, receive) => packet.command !== 201 && receive({}));
  await session.connect();
  const pending = session.request(201, new Uint8Array(0), 'reading the clock');
  await new Promise((resolve) => setImmediate(resolve));
  const closing = session.close();
  await expect(pending).rejects.toMatchObject({ code: 'cancelled' });
  await closing;
  await session.close();
  expect(sent.map(({ command }) => command)).toEqual([1000, 201, 1001]);
});
