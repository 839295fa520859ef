/** The floor of the download benchmark: a bare socket does the least that a correct read of a log needs. @module */

import { connect } from 'node:net';
import type { Row } from './rows.ts';

const chunkBytes = 65_472;
const recordBytes = 40;
const secondsPerDay = 86_400;
const readBufferBytes = 256 * 1024;

/** A record as the floor decodes it: all fields that the layout has. */
interface FloorRecord extends Row {
  verify: number;
  workCode: string;
}

/**
 * The least that a correct download can be: a bare socket that speaks the minimum (CONNECT, prepare, chunks one after
 * the other), trusts every byte, and a plain loop over the records. No checksums, no retries, no time-outs, no check of
 * what the bytes mean.
 */
export function readFloor(host: string, port: number): Promise<Row[]> {
  return new Promise((resolve, reject) => {
    let dataset = Buffer.alloc(0);
    let [session, replyId, receivedBytes, chunkEnd] = [0, 0, 0, 0];
    const ask = (command: number, data: Buffer): void => {
      socket.write(frame(command, session, replyId, data));
      replyId += 1;
    };
    const askChunk = (): void => {
      const request = Buffer.alloc(8);
      const bytes = Math.min(chunkBytes, dataset.length - receivedBytes);
      chunkEnd = receivedBytes + bytes;
      request.writeUInt32LE(receivedBytes, 0);
      request.writeUInt32LE(bytes, 4);
      ask(1504, request);
    };
    const handle = (command: number, sessionField: number, data: Buffer): void => {
      if (replyId === 1) {
        session = sessionField;
        ask(1503, Buffer.from('010d000000000000000000', 'hex'));
      } else if (dataset.length === 0) {
        dataset = Buffer.allocUnsafe(data.readUInt32LE(1));
        askChunk();
      } else if (command === 1501) {
        receivedBytes += data.copy(dataset, receivedBytes);
      } else if (command === 2000 && receivedBytes === chunkEnd) {
        if (receivedBytes < dataset.length) {
          askChunk();
          return;
        }
        ask(1001, Buffer.alloc(0));
        socket.end();
        resolve(decode(dataset));
      }
    };
    let held = 0;
    const frames = Buffer.allocUnsafe(2 * readBufferBytes);
    const socket = connect({
      host,
      port,
      noDelay: true,
      onread: {
        buffer: Buffer.allocUnsafeSlow(readBufferBytes),
        callback: (byteCount, bytes) => {
          frames.set(bytes.subarray(0, byteCount), held);
          held += byteCount;
          let at = 0;
          while (held - at >= 8) {
            const end = at + 8 + frames.readUInt32LE(at + 4);
            if (end > held) break;
            handle(frames.readUInt16LE(at + 8), frames.readUInt16LE(at + 12), frames.subarray(at + 16, end));
            at = end;
          }
          frames.copyWithin(0, at, held);
          held -= at;
          return true;
        },
      },
    });
    socket.on('connect', () => ask(1000, Buffer.alloc(0)));
    socket.on('error', reject);
  });
}

function frame(command: number, session: number, replyId: number, data: Buffer): Buffer {
  const bytes = Buffer.alloc(16 + data.length);
  bytes.write('5050827d', 0, 'hex');
  bytes.writeUInt32LE(8 + data.length, 4);
  bytes.writeUInt16LE(command, 8);
  bytes.writeUInt16LE(session, 12);
  bytes.writeUInt16LE(replyId, 14);
  data.copy(bytes, 16);
  let sum = 0;
  for (let at = 8; at < bytes.length; at += 2) sum += bytes.readUInt8(at) | ((bytes[at + 1] ?? 0) << 8);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  bytes.writeUInt16LE(~sum & 0xffff, 10);
  return bytes;
}

function decode(dataset: Buffer): FloorRecord[] {
  const records: FloorRecord[] = [];
  for (let at = 4; at + recordBytes <= dataset.length; at += recordBytes) {
    let end = at + 2;
    while (dataset[end] !== 0 && end < at + 26) end += 1;
    const workCode = dataset.readUInt32LE(at + 32);
    records.push({
      pin: dataset.toString('latin1', at + 2, end),
      time: timeText(dataset.readUInt32LE(at + 27)),
      status: dataset.readUInt8(at + 31),
      verify: dataset.readUInt8(at + 26),
      workCode: workCode === 0 ? '' : String(workCode),
    });
  }
  return records;
}

function timeText(packed: number): string {
  const second = packed % secondsPerDay;
  const day = (packed - second) / secondsPerDay;
  const months = Math.floor(day / 31);
  const two = (number: number): string => (number < 10 ? `0${number}` : `${number}`);
  const date = `${2000 + Math.floor(months / 12)}-${two((months % 12) + 1)}-${two((day % 31) + 1)}`;
  return `${date} ${two(Math.floor(second / 3600))}:${two(Math.floor(second / 60) % 60)}:${two(second % 60)}`;
}
