/**
 * Failures that the person who starts Rollcall on one machine can mend. Their message says what is wrong and what
 * to do; of any other failure, which is a defect, the stack is worth printing.
 * @module
 */

/** A failure that the person at the machine can mend. Subclasses say which. */
export class StartFailure extends Error {
  override readonly name: string = 'StartFailure';
}
