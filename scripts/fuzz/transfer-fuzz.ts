/** Fuzzes whole downloads: a log must arrive intact or end with a fault. @module */

import { BulkAnswers } from '#bridge/simulator/bulk-answers.ts';
import { samplePunches, sampleUsers } from '#bridge/simulator/index.ts';
import { SimulatedMemory } from '#bridge/simulator/memory.ts';
import { behaviourOf } from '#bridge/simulator/modes.ts';
import { readAttendance } from '#bridge/terminals/zk/attendance-read.ts';
import { encodeFrame, FrameReader } from '#bridge/terminals/zk/index.ts';
import { nobody } from '#bridge/terminals/zk/people.ts';
import { ZkSession } from '#bridge/terminals/zk/session.ts';
import type { TransportHandlers } from '#bridge/terminals/zk/transport.ts';
import { isTerminalFault, TerminalFault } from '#shared/terminal-fault.ts';
import { FuzzSource } from './fuzz-source.ts';
import type { FuzzResult } from './run-fuzz.ts';

const users = sampleUsers(9);
const punches = samplePunches(60, users);
const behaviour = { ...behaviourOf(['rec40']), maxPayloadBytes: 256 };
const memory = new SimulatedMemory(users, punches, behaviour);
const truth = JSON.stringify(punches);
const noData = Buffer.alloc(0);

/** What a terminal answers, before it is damaged. */
function answerTo(bulk: BulkAnswers, command: number, replyId: number, data: Uint8Array): Buffer[] {
  const dataset = memory.attendance();
  if (command === 1503) return bulk.toPrepare(dataset, 1, replyId);
  if (command !== 1504) return [encodeFrame(2000, 1, replyId, noData)];
  const request = Buffer.from(data);
  return bulk.toChunk(dataset, request.readUInt32LE(0), request.readUInt32LE(4), 1, replyId);
}

/**
 * One conversation in memory whose bulk answers have single bits flipped, or end early.
 * @returns whether the log was read; a fault is the other right outcome
 * @throws Error when a log was read that is not the terminal's
 */
async function converse(source: FuzzSource): Promise<boolean> {
  const address = 'memory:1';
  const bulk = new BulkAnswers(behaviour, false, () => noData);
  const damage = source.pick([0, 0.05, 0.3]);
  const cutShare = source.pick([0, 0, 0.1]);
  const session = new ZkSession({
    address,
    idleTimeoutMs: 4,
    onEvent: () => undefined,
    openTransport: async ({ onPacket, onEnd }: TransportHandlers) => {
      let ended = false;
      const end = (fault: TerminalFault): void => {
        if (ended) return;
        ended = true;
        onEnd(fault);
      };
      const reader = new FrameReader(onPacket);
      return {
        kind: 'tcp',
        pause: () => undefined,
        resume: () => undefined,
        hangUp: async () => undefined,
        destroy: end,
        send: (command, _, replyId, data) => {
          queueMicrotask(() => {
            if (ended) return;
            const stream = Buffer.concat(
              answerTo(bulk, command, replyId, data).map((frame) =>
                command >= 1503 && command <= 1504 && source.chance(damage)
                  ? source.withOneBitTurned(frame, 8)
                  : frame,
              ),
            );
            const cut = source.chance(cutShare) ? source.below(stream.length) : stream.length;
            for (const piece of source.cut(stream.subarray(0, cut))) reader.push(piece);
            if (cut < stream.length) {
              end(new TerminalFault('connection-lost', { address, received: 0, expected: 0 }));
            }
          });
        },
      };
    },
  });
  try {
    await session.connect();
    const rows = [];
    const options = { chunkBytes: 1_024, recordCount: 60, nowMs: Date.UTC(2026, 10, 22) };
    const reading = readAttendance(session, { ...options, readPeople: async () => nobody });
    for await (const batch of reading) rows.push(...batch);
    if (JSON.stringify(rows) !== truth) throw new Error('a wrong log was read without a fault');
    return true;
  } catch (error) {
    if (!isTerminalFault(error)) throw error;
    return false;
  } finally {
    await session.close();
  }
}

/** Holds whole conversations with damaged answers. @throws Error naming the seed of the one that went wrong */
export async function fuzzTransfers(conversations: number, seed: number): Promise<FuzzResult> {
  const startedMs = performance.now();
  let understood = 0;
  for (let index = 0; index < conversations; index += 1) {
    const source = new FuzzSource(seed + index * 2_654_435_761);
    const read = await converse(source).catch((error: unknown) => {
      throw new Error(`conversation ${index} of seed ${seed}`, { cause: error });
    });
    if (read) understood += 1;
  }
  const seconds = (performance.now() - startedMs) / 1000;
  return { name: 'conversations', inputs: conversations, understood, seconds };
}
