/** Reports the progress of one running task to the cloud, at a limited rate. @module */

import type * as z from 'zod';
import { pause } from '#bridge/async/index.ts';
import { isCloudProblem } from '#bridge/cloud/index.ts';
import type { TaskProgress } from '#shared/contract/download-fields.ts';
import type { TaskId } from '#shared/contract/ids.ts';
import type { BridgeContext } from './bridge-context.ts';

/** How far a task has got. */
export type Progress = Pick<z.output<typeof TaskProgress>, 'phase' | 'read' | 'expected' | 'sent'>;

/** Reports the progress of one task while it runs: the latest state only, never faster than the timing allows. */
export class ProgressReport {
  readonly #context: BridgeContext;
  readonly #taskId: TaskId;
  readonly #signal: AbortSignal;
  readonly #onLost: () => void;
  #state: Progress = { phase: 'connecting', read: 0, expected: null, sent: 0 };
  #changed = false;
  #sending: Promise<void> | undefined;
  #ended = false;

  /** @param onLost - called when the cloud says that the task is no longer this bridge's */
  constructor(context: BridgeContext, taskId: TaskId, signal: AbortSignal, onLost: () => void) {
    this.#context = context;
    this.#taskId = taskId;
    this.#signal = signal;
    this.#onLost = onLost;
  }

  /** Notes a change; it is sent soon. */
  set(change: Partial<Progress>): void {
    this.#state = { ...this.#state, ...change };
    this.#changed = true;
    this.#sending ??= this.#send().finally(() => {
      this.#sending = undefined;
    });
  }

  /** Sends no more, and waits for what is on its way, so that no report overtakes the completion. */
  async end(): Promise<void> {
    this.#ended = true;
    await this.#requests;
  }

  #requests: Promise<void> = Promise.resolve();

  async #send(): Promise<void> {
    const { cloud, timing, log } = this.#context;
    while (this.#changed && !this.#ended && !this.#signal.aborted) {
      this.#changed = false;
      const body = this.#state;
      const params = { taskId: this.#taskId };
      this.#requests = cloud.api.reportProgress({ params, body }).then(
        () => undefined,
        (error: unknown) => {
          // A report that does not get through does no harm: the next one says more.
          log({ level: 'debug', event: 'task.progress-unsent', message: String(error), facts: params });
          if (isCloudProblem(error, 'task.not-yours', 'task.unknown')) this.#onLost();
        },
      );
      await this.#requests;
      await pause(timing.progressSeconds * 1000, this.#signal).catch(() => undefined);
    }
  }
}
