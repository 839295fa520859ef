/** Notices that a child process hangs: it is alive and answers nothing. @module */

/** How a child is watched. */
export interface WatchBound {
  /** Time between two questions. */
  everyMilliseconds: number;
  /** After so many questions in a row without an answer the child hangs. */
  mostUnanswered: number;
}

/** Half a minute: longer than a slow disk or a large transaction takes. */
export const usualWatch: WatchBound = { everyMilliseconds: 3_000, mostUnanswered: 10 };

/** A watch that goes on until it is ended. */
export interface ChildWatch {
  /** The child has answered. */
  answered(): void;
  end(): void;
}

/**
 * Asks a child again and again whether it is there. Questions are counted and not time: where this process itself, or
 * the whole machine, was asleep, one question went without an answer and not half a minute of them.
 * @param onHung - called once
 */
export function watchChild(
  { everyMilliseconds, mostUnanswered }: WatchBound,
  ask: () => void,
  onHung: () => void,
): ChildWatch {
  let unanswered = 0;
  const timer = setInterval(() => {
    if (unanswered >= mostUnanswered) {
      clearInterval(timer);
      onHung();
      return;
    }
    unanswered += 1;
    ask();
  }, everyMilliseconds);
  timer.unref();
  return {
    answered() {
      unanswered = 0;
    },
    end: () => clearInterval(timer),
  };
}
