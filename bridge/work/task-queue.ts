/** Holds the tasks that this bridge has claimed, and runs one at a time per terminal. @module */

import type { BridgeTask } from '#shared/contract/bridge-api.ts';
import type { TaskId } from '#shared/contract/ids.ts';
import type { BridgeContext } from './bridge-context.ts';
import { runTask } from './run-task.ts';

/** A task that this bridge holds. */
interface HeldTask {
  abort: AbortController;
  finished: Promise<void>;
}

/** The tasks that this bridge holds: one at a time per terminal, the others of that terminal in line. */
export class TaskQueue {
  readonly #context: BridgeContext;
  readonly #stop: AbortSignal;
  readonly #onFinished: () => void;
  readonly #held = new Map<string, HeldTask>();
  readonly #lastOfTerminal = new Map<string, Promise<void>>();

  /** @param onFinished - called when a task is over, so that the next can be claimed */
  constructor(context: BridgeContext, stop: AbortSignal, onFinished: () => void) {
    this.#context = context;
    this.#stop = stop;
    this.#onFinished = onFinished;
  }

  /** Ids of the tasks held, running or in line. */
  ids(): string[] {
    return [...this.#held.keys()];
  }

  /** Takes tasks on; those that are held already go on as they are. */
  add(tasks: readonly BridgeTask[]): void {
    for (const task of tasks) {
      if (!this.#held.has(task.id)) this.#hold(task);
    }
  }

  /** Drops tasks that the cloud has given to another bridge or ended. */
  drop(taskIds: readonly TaskId[]): void {
    for (const id of taskIds) this.#held.get(id)?.abort.abort(new Error('no longer held by this bridge'));
  }

  /** Waits until every task has ended. */
  async settled(): Promise<void> {
    await Promise.allSettled([...this.#held.values()].map(({ finished }) => finished));
  }

  #hold(task: BridgeTask): void {
    const abort = new AbortController();
    const signal = AbortSignal.any([this.#stop, abort.signal]);
    const before = this.#lastOfTerminal.get(task.terminal) ?? Promise.resolve();
    const finished = before
      .then(() => (signal.aborted ? undefined : runTask(this.#context, task, signal)))
      .finally(() => {
        this.#held.delete(task.id);
        if (this.#lastOfTerminal.get(task.terminal) === finished) this.#lastOfTerminal.delete(task.terminal);
        this.#onFinished();
      });
    this.#held.set(task.id, { abort, finished });
    this.#lastOfTerminal.set(task.terminal, finished);
  }
}
