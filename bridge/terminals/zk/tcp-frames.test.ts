import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeFrame, FrameReader, longestPacketBytes } from '#bridge/terminals/zk/tcp-frames.ts';

interface Seen {
  command: number;
  replyId: number;
  data: string;
}

function collectingReader(): { reader: FrameReader; seen: Seen[] } {
  const seen: Seen[] = [];
  const reader = new FrameReader(({ command, replyId, data, intact }) => {
    if (!intact) throw new Error('damaged');
    seen.push({ command, replyId, data: data.toString('hex') });
  });
  return { reader, seen };
}

const message = fc.record({
  command: fc.integer({ min: 0, max: 65535 }),
  replyId: fc.integer({ min: 0, max: 65535 }),
  data: fc.uint8Array({ maxLength: 3000 }),
});

test('any frames, cut anywhere and joined anyhow, arrive whole and in order', () => {
  fc.assert(
    fc.property(
      fc.array(message, { maxLength: 12 }),
      fc.array(fc.integer({ min: 1, max: 2500 })),
      (sent, cuts) => {
        const stream = Buffer.concat(sent.map((m) => encodeFrame(m.command, 7, m.replyId, m.data)));
        const { reader, seen } = collectingReader();
        let at = 0;
        for (let index = 0; at < stream.length; index += 1) {
          const end = Math.min(
            stream.length,
            at + (cuts.length === 0 ? stream.length : (cuts[index % cuts.length] ?? 1)),
          );
          const piece = Buffer.from(stream.subarray(at, end));
          expect(reader.push(piece)).toBeUndefined();
          piece.fill(0xee);
          at = end;
        }
        expect(seen).toEqual(
          sent.map((m) => ({
            command: m.command,
            replyId: m.replyId,
            data: Buffer.from(m.data).toString('hex'),
          })),
        );
        expect(reader.pendingBytes).toBe(0);
      },
    ),
    { numRuns: 150 },
  );
});

test('any bytes are read as frames or named as a problem, and nothing else happens', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ minLength: 1, maxLength: 64 }), { maxLength: 20 }), (pieces) => {
      const reader = new FrameReader(() => undefined);
      for (const piece of pieces) reader.push(Buffer.from(piece));
      expect(reader.pendingBytes).toBeLessThan(longestPacketBytes);
    }),
  );
});

describe('bytes that are not a frame are named', () => {
  test.each([
    ['an encrypted frame of secure firmware', '5050837c10000000', 'secure-firmware'],
    ['an access-control panel, by two bytes', 'aa01', 'access-panel'],
    ['another server', '485454502f312e31', 'not-a-terminal'],
    ['a server that says less than a frame', '0d0a', 'not-a-terminal'],
    ['a length below the header', '5050827d07000000', 'corrupt'],
    ['a length beyond belief', '5050827dffffff7f', 'corrupt'],
  ])('%s', (_, hex, kind) => {
    const whole = new FrameReader(() => undefined);
    expect(whole.push(Buffer.from(hex, 'hex'))).toMatchObject({ kind });
    const byByte = new FrameReader(() => undefined);
    let problem: unknown;
    for (const byte of Buffer.from(hex, 'hex')) problem ??= byByte.push(Buffer.of(byte));
    expect(problem).toMatchObject({ kind });
  });

  test('a stream that loses its framing after a good frame is corrupt, not another device', () => {
    const { reader, seen } = collectingReader();
    const stream = Buffer.concat([encodeFrame(2000, 1, 1, new Uint8Array(0)), Buffer.from('garbage!')]);
    expect(reader.push(stream)).toMatchObject({ kind: 'corrupt' });
    expect(seen).toHaveLength(1);
  });
});
