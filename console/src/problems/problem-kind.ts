/** The form of a text about something that went wrong: what happened, what to do, and which button helps. @module */

import type { MessageDescriptor } from '@lingui/core';

/** Which button helps: the same again, the newest version, the lock that is in the way, a new sign-in, or none. */
export type ProblemAction = 'retry' | 'reload' | 'open-lock' | 'sign-in' | 'none';

/** What is said about something that went wrong. Values of the texts are named as the facts are. */
export interface ProblemText {
  /** What has happened, as a sentence. */
  readonly title: MessageDescriptor;
  /** What to do; `null` where what has happened says it. */
  readonly todo: MessageDescriptor | null;
  readonly action: ProblemAction;
}

/** Makes a text. */
export function problemText(
  title: MessageDescriptor,
  todo: MessageDescriptor | null = null,
  action: ProblemAction = 'none',
): ProblemText {
  return { title, todo, action };
}
