/** Says in the language of the reader what is wrong with a row of a file, or with a line. @module */

import type { AnyReason } from '../day/reason-text.ts';
import { type Refusal, RefusalText } from './refusal.tsx';
import { ToldText } from './told-text.tsx';

/** What is wrong with a row, as the API says it. */
export interface SaidFlaw {
  /** Title of the column, where it is one cell. */
  readonly column?: string | undefined;
  /** In English. */
  readonly message: string;
  /** The same with a key and values. */
  readonly told?: AnyReason | undefined;
  /** The problem for which the row is refused. */
  readonly problem?: Refusal | undefined;
}

/** What is wrong with a row; the sentence of the server where it cannot be said otherwise. */
export function FlawText({ of: { column, message, told, problem } }: { of: SaidFlaw }) {
  return (
    <>
      {column !== undefined && `${column}: `}
      {problem === undefined ? <ToldText told={told} text={message} /> : <RefusalText problem={problem} />}
    </>
  );
}
