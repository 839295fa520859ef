/** Fuzz targets for the parsers of the 4370 protocol: frames, chunks, datagrams, events and answers. @module */

import { ChunkCollector, type ChunkOutcome } from '#bridge/terminals/zk/chunk-collector.ts';
import { DatagramCollector } from '#bridge/terminals/zk/datagram-collector.ts';
import { decodeEvent } from '#bridge/terminals/zk/events.ts';
import { readFreeSizes } from '#bridge/terminals/zk/free-sizes.ts';
import { encodeFrame, FrameReader, type Packet, readPacket } from '#bridge/terminals/zk/index.ts';
import { encodePacket } from '#bridge/terminals/zk/packet.ts';
import { templateHeaders } from '#bridge/terminals/zk/templates.ts';
import { optionValue } from '#bridge/terminals/zk/terminal-info.ts';
import { deviceText, nameDecoder } from '#shared/punch/terminal-text.ts';
import { parseWallTime } from '#shared/time/wall-time.ts';
import { type FuzzSource, must } from './fuzz-source.ts';
import type { FuzzTarget } from './run-fuzz.ts';

const commands = [1500, 1501, 2000, 2001, 500] as const;
const worked32 = Buffer.from(`${'313030303432'.padEnd(48, '0')}01001a0b16083b1e`, 'hex');
const worked12 = Buffer.from('ca86010001001a0b16083b1e', 'hex');
const nameOf = nameDecoder(undefined);
const gbkNameOf = nameDecoder('gbk');

/** Frames of a TCP stream: cut anywhere, damaged, or noise. */
function frames(source: FuzzSource): boolean {
  // The checksum does not cover the prefix, so the single bit is flipped after it, in a stream of one frame.
  const oneBit = source.chance(0.4);
  const sent = Array.from({ length: oneBit ? 1 : 1 + source.below(3) }, () =>
    encodeFrame(source.pick(commands), source.below(65_536), source.below(65_535), source.bytes(48)),
  );
  const stream = Buffer.concat(sent);
  const packetsSent = new Set(sent.map((frame) => frame.toString('latin1', 8)));
  const input = oneBit
    ? source.withOneBitTurned(stream, 8)
    : source.chance(0.2)
      ? source.bytes(96)
      : source.mutated(stream);
  let intact = 0;
  let delivered = 0;
  let ended = false;
  const reader = new FrameReader((packet) => {
    must(!ended, 'a packet came after the stream was given up');
    delivered += 16 + packet.data.length;
    if (!packet.intact) return;
    intact += 1;
    const bytes = encodePacket(packet.command, packet.session, packet.replyId, packet.data);
    if (oneBit)
      must(packetsSent.has(bytes.toString('latin1')), 'a packet with a flipped bit passed as intact');
  });
  for (const piece of source.cut(input)) ended = reader.push(piece) !== undefined || ended;
  must(delivered <= input.length, 'more was delivered than had come');
  must(reader.pendingBytes <= input.length, 'more is held than has come');
  return intact > 0;
}

/** One packet, as a datagram. */
function packets(source: FuzzSource): boolean {
  const sent = encodePacket(
    source.pick(commands),
    source.below(65_536),
    source.below(65_535),
    source.bytes(64),
  );
  const turned = source.withOneBitTurned(sent);
  must(!readPacket(turned, 0, turned.length).intact, 'a flipped bit was not noticed');
  must(readPacket(sent, 0, sent.length).intact, 'a sound packet was not intact');
  const noise = source.mutated(sent);
  return noise.length >= 8 && readPacket(noise, 0, noise.length).intact;
}

function packet(command: number, session: number, data: Buffer, intact = true): Packet {
  return { command, session, replyId: 1, data, intact };
}

function announcement(totalBytes: number): Packet {
  const data = Buffer.alloc(8);
  data.writeUInt32LE(totalBytes, 0);
  return packet(1500, 0, data);
}

/** The frames of one answer to a bulk request. */
function answerTo(dataset: Buffer, frameBytes: number, firstIndex: number): Packet[] {
  const answer = [announcement(dataset.length)];
  for (let at = 0, index = firstIndex; at < dataset.length; at += frameBytes, index += 1) {
    answer.push(packet(1501, index & 0xffff, dataset.subarray(at, at + frameBytes)));
  }
  return [...answer, packet(2000, 0, Buffer.alloc(0))];
}

/** A chunk over TCP: frames missing, damaged or of odd length. Complete means the dataset, or nothing. */
function chunks(source: FuzzSource): boolean {
  const dataset = source.exactly(1 + source.below(120));
  const answer = answerTo(dataset, 1 + source.below(40), 0);
  const input = answer.flatMap((sent): Packet[] => {
    if (source.chance(0.05)) return [];
    if (source.chance(0.05)) return [{ ...sent, data: source.bytes(20), intact: false }];
    if (source.chance(0.03)) return [packet(source.pick(commands), 0, source.bytes(8), false)];
    return [sent];
  });
  const wanted = source.chance(0.7) ? dataset.length : undefined;
  const collector = new ChunkCollector(Buffer.alloc(wanted ?? 4), wanted);
  let atSilence: ChunkOutcome | undefined;
  for (const next of input) {
    const outcome = collector.take(next, (_, otherwise) => {
      atSilence = otherwise;
    });
    must(collector.gotBytes <= dataset.length, 'more is held than was announced');
    if (outcome === undefined) continue;
    if (outcome.kind !== 'complete') return false;
    const whole = outcome.bytes.equals(dataset);
    // Without a length and without an announcement one frame is all there is; the dataset's prefix then shows what is missing.
    must(whole || (wanted === undefined && !input.includes(answer[0] ?? announcement(0))), 'bytes are wrong');
    return true;
  }
  must(
    atSilence?.kind !== 'complete' || atSilence.bytes.equals(dataset),
    'silence ended it with wrong bytes',
  );
  return false;
}

/** A chunk over UDP in up to three tries: lost, repeated, swapped, damaged, numbered from anywhere. */
function datagrams(source: FuzzSource): boolean {
  const dataset = source.exactly(4 + source.below(160));
  dataset.writeUInt32LE(dataset.length - 4, 0);
  const frameBytes = 8 + source.below(40);
  const wanted = source.chance(0.7) ? dataset.length : undefined;
  // Near the end of the count tries are not joined.
  const nearEnd = source.chance(0.2);
  let firstIndex = source.chance(0.5) ? 0 : nearEnd ? 65_500 + source.below(36) : source.below(32_768);
  const collector = new DatagramCollector(wanted, firstIndex < 32_768);
  const continues = source.chance(0.3);
  for (let attempt = 0; attempt < 3; attempt += 1) {
    if (attempt > 0) collector.restart();
    const sent = answerTo(dataset, frameBytes, firstIndex);
    if (continues) firstIndex += sent.length - 2;
    const lossShare = source.pick([0, 0.1, 0.4]);
    const input = sent.flatMap((one): Packet[] => {
      if (source.chance(lossShare)) return [];
      if (source.chance(0.05)) return [{ ...one, data: source.bytes(30), intact: false }];
      return source.chance(0.2) ? [one, one] : [one];
    });
    for (let swaps = source.below(4); swaps > 0; swaps -= 1) {
      const [a, b] = [source.below(input.length), source.below(input.length)];
      const [first, second] = [input[a], input[b]];
      if (first === undefined || second === undefined) continue;
      input[a] = second;
      input[b] = first;
    }
    for (const next of input) {
      const outcome = collector.take(next, () => undefined);
      must(collector.gotBytes <= 3 * dataset.length, 'more is held than can have come');
      if (outcome === undefined) continue;
      if (outcome.kind !== 'complete') break;
      must(outcome.bytes.equals(dataset), 'bytes are wrong');
      return true;
    }
  }
  return false;
}

/** Packets in any order to both collectors: no exception, and no more is held than came. */
function anyAnswer(source: FuzzSource): boolean {
  const wanted = source.chance(0.5) ? source.below(80) : undefined;
  const collectors = [
    new ChunkCollector(Buffer.alloc(wanted ?? 1), wanted),
    new DatagramCollector(wanted),
  ].map((collector) => ({ collector, done: false }));
  let came = 0;
  let completed = false;
  for (let count = source.below(12); count > 0; count -= 1) {
    const data = source.chance(0.3) ? announcement(source.below(90)).data : source.bytes(30);
    const next = packet(source.pick(commands), source.below(6), data, source.chance(0.9));
    came += data.length;
    for (const one of collectors) {
      if (one.done) continue;
      const outcome = one.collector.take(next, () => undefined);
      must(one.collector.gotBytes <= came, 'more is held than has come');
      one.done = outcome !== undefined;
      if (outcome?.kind !== 'complete') continue;
      completed = true;
      if (wanted !== undefined) must(outcome.bytes.length === wanted, 'another length than was asked for');
    }
  }
  return completed;
}

/** Realtime events, single, joined, damaged, or noise. */
function events(source: FuzzSource): boolean {
  const sound = Buffer.concat(
    Array.from({ length: 1 + source.below(3) }, () => (source.chance(0.5) ? worked32 : worked12)),
  );
  const payload = source.chance(0.3) ? source.bytes(120) : source.mutated(sound);
  const { records } = decodeEvent(1, payload);
  must(records.length * 10 <= payload.length, 'more records than the bytes can hold');
  for (const { pin, time } of records) {
    must(parseWallTime(time) !== null, `an event at the impossible time ${time}`);
    must(pin.length <= 24, 'a pin is longer than its field');
  }
  return records.length > 0;
}

/** Options, free sizes, names, and the list of fingerprints. */
function answers(source: FuzzSource): boolean {
  const answer = source.mutated(Buffer.from('~SerialNumber=SAMPLE1\0'));
  const serial = optionValue(answer, '~SerialNumber');
  must((serial ?? '').length <= answer.length, 'a value is longer than its answer');
  const noise = source.bytes(120);
  for (const value of Object.values(readFreeSizes(noise)))
    must(Number.isInteger(value), 'not a whole number');
  must(!deviceText(noise).includes('\0'), 'text with a NUL');
  must(nameOf(noise).length <= noise.length && gbkNameOf(noise).length <= noise.length, 'a name grew');
  return serial === 'SAMPLE1';
}

function templates(source: FuzzSource): boolean {
  const entries = Array.from({ length: 1 + source.below(3) }, () => {
    const entry = source.exactly(6 + source.below(40));
    entry.writeUInt16LE(entry.length, 0);
    entry.writeUInt8(source.below(12), 4);
    return entry;
  });
  const sound = source.chance(0.5);
  const list = Buffer.concat(entries);
  const input = sound ? list : source.mutated(list);
  const headers = templateHeaders();
  const read = source.cut(input).every((piece) => headers.push(piece));
  const fingers = [...headers.fingers().values()].flat();
  must(
    fingers.every((finger) => finger >= 0 && finger <= 9),
    'a hand has ten fingers',
  );
  must(fingers.length * 6 <= input.length, 'more fingers than the bytes can hold');
  if (sound) must(read && headers.atEnd, 'a sound list was refused');
  return read && headers.atEnd;
}

/** Parsers of what goes over the wire. */
export const protocolTargets: readonly FuzzTarget[] = [
  { name: 'frames', run: frames },
  { name: 'packets', run: packets },
  { name: 'chunks over TCP', run: chunks },
  { name: 'chunks over UDP', run: datagrams },
  { name: 'any bulk answer', run: anyAnswer },
  { name: 'events', run: events },
  { name: 'options, sizes, names', run: answers },
  { name: 'fingerprint list', run: templates },
];
