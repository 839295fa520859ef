import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ChunkCollector, type ChunkOutcome } from '#bridge/terminals/zk/chunk-collector.ts';
import type { Packet } from '#bridge/terminals/zk/packet.ts';

function packet(command: number, data: Uint8Array = new Uint8Array(0), intact = true): Packet {
  return { command, session: 0, replyId: 1, data: Buffer.from(data), intact };
}

function prepare(bytes: number): Packet {
  const data = Buffer.alloc(8);
  data.writeUInt32LE(bytes);
  return packet(1500, data);
}

const data = (text: string) => packet(1501, Buffer.from(text));
const acknowledged = packet(2000);

function feed(wantedBytes: number | undefined, ...packets: Packet[]) {
  const collector = new ChunkCollector(Buffer.alloc(wantedBytes ?? 4), wantedBytes);
  let atSilence: ChunkOutcome | undefined;
  const outcomes = packets.map((next) =>
    collector.take(next, (_, otherwise) => {
      atSilence = otherwise;
    }),
  );
  const decided = outcomes.findIndex((outcome) => outcome !== undefined);
  return { outcome: outcomes[decided], after: decided + 1, gotBytes: collector.gotBytes, atSilence };
}

describe('a chunk is complete', () => {
  test.each([
    ['in one DATA', [data('abcdef')], 1],
    ['announced, in pieces, acknowledged', [prepare(6), data('abc'), data('def'), acknowledged], 4],
    ['acknowledged before the last piece', [prepare(6), data('abc'), data('def'), acknowledged], 4],
  ])('%s', (_, packets, after) => {
    expect(feed(6, ...packets)).toMatchObject({
      outcome: { kind: 'complete', bytes: Buffer.from('abcdef') },
      after,
    });
  });

  test('when the terminal is silent after the last announced byte, and not before it', () => {
    expect(feed(6, prepare(6), data('abc'), data('def')).atSilence).toEqual({
      kind: 'complete',
      bytes: Buffer.from('abcdef'),
    });
    expect(feed(6, prepare(6), data('abc')).atSilence).toBeUndefined();
  });

  test('of a length that the terminal alone knows', () => {
    expect(feed(undefined, prepare(6), data('abc'), data('def'), acknowledged).outcome).toMatchObject({
      kind: 'complete',
      bytes: Buffer.from('abcdef'),
    });
  });
});

describe('a chunk is asked for again', () => {
  test.each([
    ['one DATA that is too short', [data('abc')], 'length'],
    ['one DATA that is too long', [data('abcdefg')], 'length'],
    ['another length announced', [prepare(7)], 'length'],
    ['the acknowledgement before the bytes', [prepare(6), data('abc'), acknowledged], 'length'],
    ['more bytes than announced', [prepare(6), data('abcd'), data('efg')], 'length'],
    ['announced twice', [prepare(6), prepare(6)], 'length'],
    ['an acknowledgement and nothing else', [acknowledged], 'length'],
    ['an announcement without a number', [packet(1500, Buffer.from('ab'))], 'length'],
    ['a damaged frame', [prepare(6), packet(1501, Buffer.from('abcdef'), false)], 'damaged'],
    ['a refusal', [packet(2001)], 'refused'],
  ])('after %s', (_, packets, kind) => {
    expect(feed(6, ...packets)).toMatchObject({ outcome: { kind }, after: packets.length });
  });

  test('after an announcement beyond any memory', () => {
    expect(feed(undefined, prepare(0xffff_fff0)).outcome).toEqual({ kind: 'length' });
  });
});

test('whatever arrives, complete means exactly the bytes that were sent', () => {
  const step = fc.oneof(
    fc.record({
      command: fc.constantFrom(1500, 1501, 2000, 2001, 77),
      data: fc.uint8Array({ maxLength: 20 }),
    }),
    fc.uint8Array({ maxLength: 20 }).map((bytes) => ({ command: 1501, data: bytes })),
  );
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 12 }),
      fc.option(fc.nat(60), { nil: undefined }),
      (steps, wanted) => {
        const collector = new ChunkCollector(Buffer.alloc(wanted ?? 1), wanted);
        const sent: Buffer[] = [];
        for (const { command, data: bytes } of steps) {
          if (command === 1501) sent.push(Buffer.from(bytes));
          const outcome = collector.take(packet(command, bytes), () => undefined);
          if (outcome === undefined) continue;
          if (outcome.kind !== 'complete') return;
          expect(outcome.bytes).toEqual(Buffer.concat(sent));
          if (wanted !== undefined) expect(outcome.bytes).toHaveLength(wanted);
          return;
        }
      },
    ),
  );
});
