/** Makes the buffered bulk request (1503) and reads what a terminal answers to it. @module */

import { collectorFor, tries } from '#bridge/terminals/zk/bulk-request.ts';
import {
  type ChunkFailure,
  type ChunkOutcome,
  largestDatasetBytes,
} from '#bridge/terminals/zk/chunk-collector.ts';
import { replyCodes, sendableCommands } from '#bridge/terminals/zk/commands.ts';
import type { Dataset } from '#bridge/terminals/zk/datasets.ts';
import type { ReplyStep } from '#bridge/terminals/zk/pending-exchange.ts';
import type { ZkSession } from '#bridge/terminals/zk/session.ts';
import { isTerminalFault, type TerminalFault } from '#shared/terminal-fault.ts';

/** A terminal with a long log needs time to prepare the buffer, so the bridge waits for this many idle time-outs. */
const preparingPatience = 2;
/** By how much DATA may lag behind an ACK_OK that has overtaken them over UDP. */
const overtakingMs = 250;
/** Sessions with a terminal that has left the buffered request unanswered. */
const silentOnBuffered = new WeakSet<ZkSession>();

/** What a terminal answers to the buffered request (1503). */
export type BufferedAnswer =
  | { kind: 'whole'; bytes: Buffer }
  | { kind: 'buffered'; totalBytes: number }
  | { kind: 'odd-acknowledgement'; dataBytes: number }
  | { kind: 'silent'; fault: TerminalFault<'timeout'> }
  | ChunkFailure;

/**
 * Makes the buffered request. A terminal that has left it unanswered gets less time in the same session.
 * @throws TerminalFault `timeout` when an answer began and never ended, `connection-lost`
 */
export async function askBuffered(session: ZkSession, dataset: Dataset): Promise<BufferedAnswer> {
  let waited: TerminalFault<'timeout'> | undefined;
  for (let attempt = 1; ; attempt += 1) {
    const knownToBeSilent = waited !== undefined || silentOnBuffered.has(session);
    const shorterMs = session.idleTimeoutMs / 4;
    const patience = {
      firstReplyMs: knownToBeSilent ? shorterMs : session.idleTimeoutMs * preparingPatience,
      ...(waited === undefined ? {} : { idleTimeoutMs: shorterMs }),
    };
    let heard = false;
    let damaged = false;
    const step = bufferedAnswer(session);
    try {
      const answer = await session.exchange<BufferedAnswer>(
        sendableCommands.prepareBuffer,
        dataset.buffered,
        `reading ${dataset.name}`,
        (packet, waitAtMost) => {
          heard = true;
          damaged ||= !packet.intact;
          return step(packet, waitAtMost);
        },
        patience,
      );
      silentOnBuffered.delete(session);
      const mayImprove = answer.kind === 'damaged' || answer.kind === 'length';
      if (!mayImprove || attempt >= tries) return answer;
    } catch (error) {
      if (!isTerminalFault(error, 'timeout')) throw error;
      waited ??= error;
      // Over UDP silence may be one lost packet in the middle of the answer.
      if (session.transport === 'udp' && heard && attempt < tries) continue;
      if (damaged) return { kind: 'damaged' };
      if (heard) throw error;
      silentOnBuffered.add(session);
      return { kind: 'silent', fault: waited };
    }
  }
}

/** Reads the answer to 1503: the dataset itself, the size of the prepared buffer, or a refusal. */
function bufferedAnswer(session: ZkSession): ReplyStep<BufferedAnswer> {
  const collector = collectorFor(session, Buffer.allocUnsafe(2048));
  let streaming = false;
  let acknowledged = false;
  return (packet, waitAtMost) => {
    // Over UDP the closing ACK_OK of a stream may be the first packet to come; it carries no data.
    const mayOvertake = session.transport === 'udp' && packet.data.length === 0;
    if (packet.intact && packet.command === replyCodes.ok && !streaming && !mayOvertake) {
      return acknowledgement(packet.data);
    }
    streaming ||= packet.command === replyCodes.prepareData;
    const outcome = collector.take(packet, (milliseconds, otherwise) =>
      waitAtMost(milliseconds, otherwise && answerOf(otherwise)),
    );
    if (outcome !== undefined) return answerOf(outcome);
    const overtaken = acknowledged && packet.command !== replyCodes.ok;
    acknowledged =
      packet.intact && packet.command === replyCodes.ok && !streaming && collector.gotBytes === 0;
    if (acknowledged) waitAtMost(overtakingMs, { kind: 'odd-acknowledgement', dataBytes: 0 });
    else if (overtaken) waitAtMost(session.idleTimeoutMs);
    return undefined;
  };
}

function answerOf(outcome: ChunkOutcome): BufferedAnswer {
  return outcome.kind === 'complete' ? { kind: 'whole', bytes: outcome.bytes } : outcome;
}

/**
 * Of 13 bytes, the size comes after the first; more bytes may follow it, as on other acknowledgements. In a shorter
 * form, which nobody has seen, it would come first; the dataset's own prefix then shows whether it is the size.
 */
function acknowledgement(data: Buffer): BufferedAnswer {
  const { length: dataBytes } = data;
  if (dataBytes < 4) return { kind: 'odd-acknowledgement', dataBytes };
  const totalBytes = data.readUInt32LE(dataBytes >= 13 ? 1 : 0);
  // A size beyond any terminal's memory is as good as an acknowledgement that is not understood.
  if (totalBytes > largestDatasetBytes) return { kind: 'odd-acknowledgement', dataBytes };
  return { kind: 'buffered', totalBytes };
}
