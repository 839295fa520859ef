/** Makes the older direct bulk request, for terminals that do not support the buffered one. @module */

import type { BufferedAnswer } from '#bridge/terminals/zk/buffered-request.ts';
import {
  type Counts,
  collectPatiently,
  type FailedTry,
  faultOfFailure,
  mayJoinTries,
} from '#bridge/terminals/zk/bulk-request.ts';
import { DatagramCollector } from '#bridge/terminals/zk/datagram-collector.ts';
import type { Dataset, DirectRequest } from '#bridge/terminals/zk/datasets.ts';
import { DirectStream } from '#bridge/terminals/zk/direct-stream.ts';
import type { ZkSession } from '#bridge/terminals/zk/session.ts';
import { isTerminalFault, TerminalFault } from '#shared/terminal-fault.ts';

/** A dataset that is not in memory as a whole. */
export interface StreamedDataset {
  /** Bytes of the dataset, its prefix included. */
  readonly totalBytes: number;
  /** Tries beyond the first. */
  readonly retries: number;
  /**
   * The dataset's bytes in order. Each buffer is the caller's.
   * @throws TerminalFault unless everything came
   */
  pieces(): AsyncGenerator<Buffer, void, undefined>;
}

/**
 * Makes the older, direct request. Over TCP the answer streams; over UDP, where nothing holds the terminal back, it is
 * put together first, beyond a megabyte in a temporary file.
 * @param silence - an earlier silence of the terminal, after which the request is tried only once
 * @throws TerminalFault `unexpected-reply`, `incomplete`, `checksum`, `timeout`, `connection-lost`
 */
export async function askDirect(
  session: ZkSession,
  dataset: Dataset,
  silence?: TerminalFault<'timeout'>,
): Promise<StreamedDataset> {
  const { direct } = dataset;
  if (direct === undefined) throw new Error(`${dataset.name} has no direct request`);
  if (session.transport === 'tcp') return DirectStream.open(session, dataset, direct, silence);
  const collector = new DatagramCollector(undefined, mayJoinTries(session), true);
  try {
    return await collectDatagrams(session, dataset, direct, collector, silence);
  } catch (error) {
    collector.close();
    throw error;
  }
}

async function collectDatagrams(
  session: ZkSession,
  dataset: Dataset,
  request: DirectRequest,
  collector: DatagramCollector,
  silence: TerminalFault<'timeout'> | undefined,
): Promise<StreamedDataset> {
  const counts = (received: number, expected: number): Counts => ({ received, expected });
  let retries = 0;
  const before: FailedTry | undefined = silence && { failure: silence, gotBytes: 0, announcedBytes: 0 };
  const outcome = await collectPatiently(session, {
    dataset,
    request,
    newCollector: () => collector,
    counts,
    onRetry: () => {
      retries += 1;
      return true;
    },
    isWholeDataset: true,
    before,
  });
  if (!Buffer.isBuffer(outcome)) {
    const { failure, gotBytes, announcedBytes } = outcome;
    if (!(failure instanceof TerminalFault) && failure.kind === 'refused') {
      throw session.faultOfReply(failure.code, `reading ${dataset.name}`);
    }
    throw faultOfFailure(session, dataset, failure, counts(gotBytes, announcedBytes));
  }
  return {
    totalBytes: collector.gotBytes,
    retries,
    async *pieces() {
      try {
        yield* collector.pieces();
      } finally {
        collector.close();
      }
    },
  };
}

/**
 * Makes the older request where the answer to the buffered one cannot be understood.
 * @throws TerminalFault what was wrong with that answer, when this request fails as well
 */
export async function askDirectInstead(
  session: ZkSession,
  dataset: Dataset,
  answer: Extract<BufferedAnswer, { kind: 'silent' | 'odd-acknowledgement' }>,
): Promise<StreamedDataset> {
  const { address } = session;
  const silence = answer.kind === 'silent' ? answer.fault : undefined;
  const fault =
    answer.kind === 'silent'
      ? answer.fault
      : new TerminalFault('corrupt', {
          address,
          reason: `the terminal accepted the buffered read with ${answer.dataBytes} bytes where 13 are known`,
        });
  if (dataset.direct === undefined) throw fault;
  try {
    return await askDirect(session, dataset, silence);
  } catch (error) {
    const cameToNothing =
      isTerminalFault(error, 'unexpected-reply', 'timeout') ||
      (isTerminalFault(error, 'incomplete') && error.facts.received === 0);
    throw cameToNothing ? fault : error;
  }
}
