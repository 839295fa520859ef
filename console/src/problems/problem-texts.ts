/**
 * What is said about every problem of the closed set. Loaded when the first problem is shown. The type of the codes comes from
 * the table of the server, so that a new code does not compile until it has a text.
 * @module
 */

import type { I18n, MessageDescriptor } from '@lingui/core';
import type { ProblemCode } from '#shared/errors.ts';
import type { Format } from '../day/format-of.ts';
import { type AnyReason, reasonText } from '../day/reason-text.ts';
import { factsShown } from './facts-shown.ts';
import type { ProblemText } from './problem-kind.ts';
import { textsOfPeople } from './texts-of-people.ts';
import { textsOfRequests } from './texts-of-requests.ts';
import { textsOfWork } from './texts-of-work.ts';

/** The texts of every problem. */
export const problemTexts: Readonly<Record<ProblemCode, ProblemText>> = {
  ...textsOfRequests,
  ...textsOfPeople,
  ...textsOfWork,
};

/** A problem as it is shown. */
export interface ShownProblem {
  readonly title: string;
  readonly todo: string | null;
  readonly action: ProblemText['action'];
}

function isReason(value: unknown): value is AnyReason {
  return typeof value === 'object' && value !== null && 'key' in value && 'values' in value;
}

/** The fact that is a sentence: where the server says it with a key, in the language of the page. */
function toldFact(
  i18n: I18n,
  format: Format,
  { told, ...facts }: Readonly<Record<string, unknown>>,
): Record<string, string> {
  if (!isReason(told)) return {};
  return { ['what' in facts ? 'what' : 'reason']: reasonText(i18n, format, told) };
}

/** The text of a problem; `undefined` for a code of a later version. */
export function shownProblem(
  i18n: I18n,
  format: Format,
  code: ProblemCode,
  facts: Readonly<Record<string, unknown>>,
): ShownProblem | undefined {
  if (!Object.hasOwn(problemTexts, code)) return undefined;
  const { title, todo, action } = problemTexts[code];
  const sayTold = (told: unknown) => (isReason(told) ? reasonText(i18n, format, told) : undefined);
  const values = { ...factsShown(facts, format, sayTold), ...toldFact(i18n, format, facts) };
  const say = (text: MessageDescriptor) => i18n._({ ...text, values });
  return { title: say(title), todo: todo === null ? null : say(todo), action };
}
