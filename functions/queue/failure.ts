/**
 * Why work has failed, as data: sentences with keys and values, and the problem that one of them quotes. What is stored is the
 * English text and beside it the data, as JSON: items of earlier versions have the text alone.
 * @module
 */

import type { ProblemCode, RollcallError } from '#shared/errors.ts';
import { type Phrase, phrase, sentencesOf, type Told, told } from '#shared/reasons/index.ts';

/** A problem that is quoted, as it is said of one thing of many. */
interface QuotedProblem {
  code: ProblemCode;
  detail: string;
  facts: Record<string, unknown>;
}

/** Why work has failed, or has ended without a result. */
export interface Failure {
  /** Sentences, one after the other: why, and what to do. */
  said: Phrase[];
  problem?: QuotedProblem | undefined;
}

/** Why work has failed, as it is stored. */
export interface StoredFailure {
  /** In English. */
  reason?: string | undefined;
  /** A {@link Failure} as JSON: written and read as a whole. */
  failure?: string | undefined;
}

/** What a problem says, as a part of a sentence. */
export function quoted({ message }: RollcallError): string {
  return message.replace(/\.$/, '');
}

/** A problem as the data of a failure. */
export function problemOf({ code, message, facts }: RollcallError): QuotedProblem {
  return { code, detail: message, facts };
}

/** A failure that says what a problem says. */
export function failureOf(error: RollcallError): Failure {
  return { said: [phrase('refused', { problem: quoted(error) })], problem: problemOf(error) };
}

/** A failure with a further sentence. */
export function withSentence({ said, problem }: Failure, sentence: Phrase): Failure {
  return { said: [...said, sentence], problem };
}

/** A failure as it is stored. */
export function storedFailure(failure: Failure): Required<{ [K in keyof StoredFailure]: string }> {
  return { reason: sentencesOf(failure.said), failure: JSON.stringify(failure) };
}

/** What the API shows of a failure: the text, and what it takes to say it in another language. */
export function shownFailure({ reason, failure }: StoredFailure): {
  reason?: string;
  told?: Told[];
  problem?: QuotedProblem;
} {
  if (reason === undefined) return {};
  if (failure === undefined) return { reason };
  // It was written as such by `storedFailure`.
  const { said, problem } = JSON.parse(failure) as Failure;
  return { reason, told: said.map(told), ...(problem === undefined ? {} : { problem }) };
}
