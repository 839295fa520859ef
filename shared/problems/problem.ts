/**
 * The form of one row of the closed set of problems: status, facts, what happened, what to do. The rows themselves
 * lie in the files beside this one, each file named for the capability whose codes it holds; `shared/errors.ts`
 * puts them together and is the only way in.
 * @module
 */

/** What is known about a problem code: everything that a caller, a client or the API document has to know. */
export interface ProblemRow<Facts> {
  /** HTTP status of the answer. */
  readonly status: number;
  /** What has happened, in English: one sentence that names the thing, never a secret or the name of a person. */
  readonly says: (facts: Facts) => string;
  /** What the caller can do about it, as sentences of their own; `null` where what has happened says it. */
  readonly todo: string | ((facts: Facts) => string) | null;
}

/** A fact that is a sentence or a part of one, with its key and values: it says `reason` (or `what`) in another language. */
export interface Because {
  readonly key: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** In English. */
  readonly text: string;
}

/**
 * A row of the closed set.
 * @typeParam Facts - the machine fields that the code carries
 * @example
 * export const parcelProblems = {
 *   'parcel.unknown': problem<{ parcelId: string }>({
 *     status: 404,
 *     says: ({ parcelId }) => `There is no parcel "${parcelId}".`,
 *     todo: null,
 *   }),
 * };
 */
export function problem<Facts>(row: ProblemRow<Facts>): ProblemRow<Facts> {
  return row;
}
