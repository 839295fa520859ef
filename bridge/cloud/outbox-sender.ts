/** Carries batches from the outbox to the cloud, and repeats each until the cloud has answered for it. @module */

import { Wake } from '#bridge/async/index.ts';
import { type BridgeLog, reasonOf } from '#bridge/log/index.ts';
import type { Batch, Outbox } from '#bridge/outbox/index.ts';
import type { Serial } from '#shared/punch/serial.ts';
import type { UserId } from '#shared/punch/user-id.ts';
import { type BackoffLimits, backoffMilliseconds, cloudBackoff } from './backoff.ts';
import type { BridgeApi } from './cloud-client.ts';
import { CloudProblem, CloudUnreachable, isCloudProblem, isPassing } from './cloud-error.ts';
import { SendWindow } from './send-window.ts';

/** What a sender works with. */
export interface SenderOptions {
  outbox: Outbox;
  api: BridgeApi;
  log: BridgeLog;
  /** The most batches under way at the same time. Default 6. */
  inFlight?: number;
  backoff?: BackoffLimits;
  /** Called with the users that the cloud has created for punches of a terminal that no task had asked for. */
  onUsersCreated?: (serial: Serial, userIds: readonly UserId[]) => void;
}

/** Between two tries of a batch that the cloud would not store. */
const refusedBackoff: BackoffLimits = { firstSeconds: 1, longestSeconds: 300 };

/** The cloud read the batch and found it malformed: somewhere in it is a record that it cannot take. */
const malformed = ['request.invalid', 'request.too-large', 'request.not-json', 'request.media-type'] as const;

/** Whether a failure lies with the batch and not with the connection, the cloud or the bridge's identity. */
function concernsBatch(error: unknown): boolean {
  if (error instanceof CloudProblem) return !isPassing(error) && error.status !== 401;
  // A schema error or an answer of the wrong length: this batch is answered in a way that cannot be used.
  return !(error instanceof CloudUnreachable);
}

/**
 * Carries the outbox to the cloud: several batches at a time, each repeated until the cloud has answered for it. When
 * the cloud does not answer, everything waits, and a single batch tries the way.
 */
export class OutboxSender {
  readonly #options: SenderOptions;
  readonly #backoff: BackoffLimits;
  readonly #onTheirWay = new Map<string, Promise<void>>();
  /** Batches that were refused, and when (performance time) they may be tried again. */
  readonly #notBefore = new Map<string, number>();
  readonly #wake = new Wake();
  readonly #changed = new Wake();
  readonly #window: SendWindow;
  #failures = 0;
  #pausedUntil = 0;
  #lastError: unknown;

  constructor(options: SenderOptions) {
    this.#options = options;
    this.#backoff = options.backoff ?? cloudBackoff;
    this.#window = new SendWindow(options.inFlight ?? 6);
  }

  /** Call this when batches have come in. */
  wake(): void {
    this.#wake.fire();
  }

  /** How many times in a row the cloud could not be reached, and why the last time. */
  get trouble(): { failures: number; error: unknown } {
    return { failures: this.#failures, error: this.#lastError };
  }

  /** Whether this sender was refused all that waits, and lets it rest. What was refused before it began counts as not tried. */
  get onlyRests(): boolean {
    return this.#options.outbox.ready(1, new Set(this.#notBefore.keys())).length === 0;
  }

  /** Sends until the signal is aborted, then waits for the answers that are still due. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const waitMilliseconds = this.#startSome();
      await this.#wake.wait(signal, waitMilliseconds);
    }
    await Promise.allSettled(this.#onTheirWay.values());
  }

  /**
   * Waits until nothing of a terminal is left in the outbox.
   * @param onStep - called after each answer
   * @returns `parked` when all that is left has been refused so often that waiting makes no sense
   */
  async drained(
    serial: Serial,
    signal: AbortSignal,
    onStep: () => void = () => {},
  ): Promise<'stored' | 'parked'> {
    this.wake();
    for (;;) {
      signal.throwIfAborted();
      const { records, parked } = this.#options.outbox.waitingOf(serial);
      if (records === 0) return 'stored';
      if (parked) return 'parked';
      await this.#changed.wait(signal);
      onStep();
    }
  }

  /** Waits for the next change of the outbox or of the connection. */
  changed(signal: AbortSignal): Promise<void> {
    return this.#changed.wait(signal);
  }

  /** Starts every batch that may be sent now. @returns milliseconds until the next one may be sent */
  #startSome(): number {
    const now = performance.now();
    if (now < this.#pausedUntil) return this.#pausedUntil - now;
    for (const [id, time] of this.#notBefore) if (time <= now) this.#notBefore.delete(id);
    while (this.#onTheirWay.size < this.#window.size) {
      const except = new Set([...this.#onTheirWay.keys(), ...this.#notBefore.keys()]);
      const [batch] = this.#options.outbox.ready(1, except);
      if (!batch) break;
      this.#start(batch);
    }
    return Math.min(...this.#notBefore.values()) - now;
  }

  #start(batch: Batch): void {
    const sending = this.#send(batch)
      .catch((error: unknown) => this.#unreachable(error))
      .finally(() => {
        this.#onTheirWay.delete(batch.id);
        this.#wake.fire();
        this.#changed.fire();
      });
    this.#onTheirWay.set(batch.id, sending);
  }

  async #send(batch: Batch): Promise<void> {
    const { api, outbox, log } = this.#options;
    try {
      const answer = await api.storePunches({
        body: {
          batchId: batch.id,
          terminal: batch.serial,
          records: batch.records,
          ...(batch.taskId === null ? {} : { taskId: batch.taskId }),
          ...(batch.driftSeconds === null ? {} : { clockDriftSeconds: batch.driftSeconds }),
        },
      });
      const failed = outbox.acknowledge(batch.id, answer);
      this.#reached();
      if (batch.taskId === null && answer.usersCreated.length > 0) {
        this.#options.onUsersCreated?.(batch.serial, answer.usersCreated);
      }
      if (failed === 0) this.#window.stored();
      else {
        this.#window.crowded();
        this.#restRefused();
        log({
          level: 'warn',
          event: 'batch.partly-failed',
          message: `${failed} of ${batch.records.length} records of ${batch.id} were not stored; they will be sent again.`,
          facts: { batchId: batch.id, failed },
        });
      }
    } catch (error) {
      this.#lastError = error;
      if (concernsBatch(error)) this.#refused(batch, error);
      else this.#unreachable(error);
    }
  }

  #reached(): void {
    if (this.#failures > 0) {
      this.#options.log({ level: 'info', event: 'cloud.back', message: 'The cloud accepts punches again.' });
    }
    this.#failures = 0;
    this.#pausedUntil = 0;
  }

  #unreachable(error: unknown): void {
    this.#failures += 1;
    this.#window.unreachable();
    const milliseconds = backoffMilliseconds(this.#failures, error, this.#backoff);
    this.#pausedUntil = performance.now() + milliseconds;
    this.#options.log({
      level: this.#failures === 1 ? 'warn' : 'debug',
      event: 'cloud.not-taking',
      message: `Punches are waiting: ${reasonOf(error)} Next try in ${Math.ceil(milliseconds / 1000)} s.`,
      facts: { failures: this.#failures, waitMilliseconds: milliseconds },
    });
  }

  #refused(batch: Batch, error: unknown): void {
    const { outbox, log } = this.#options;
    const split = isCloudProblem(error, ...malformed);
    if (split) outbox.split(batch.id);
    else outbox.refuse(batch.id);
    this.#restRefused();
    if (!split) {
      const rest = backoffMilliseconds(batch.refusals + 1, error, refusedBackoff);
      this.#notBefore.set(batch.id, performance.now() + rest);
    }
    const what = error instanceof CloudProblem ? 'was refused' : 'could not be handed over';
    log({
      level: 'warn',
      event: 'batch.refused',
      message: `Batch ${batch.id} of terminal ${batch.serial} ${what} (${reasonOf(error)}); it is kept and tried again.`,
      facts: { batchId: batch.id, serial: batch.serial, refusals: batch.refusals + 1 },
    });
  }

  /** Makes records that were just put back under a new id wait before their next try. */
  #restRefused(): void {
    const except = new Set([...this.#onTheirWay.keys(), ...this.#notBefore.keys()]);
    for (const { id, refusals } of this.#options.outbox.refusedBatches(except)) {
      const rest = backoffMilliseconds(refusals, undefined, refusedBackoff);
      this.#notBefore.set(id, performance.now() + rest);
    }
  }
}
