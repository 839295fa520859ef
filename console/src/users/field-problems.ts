/** Which field a refused request means, so that the field itself says what is wrong. @module */

import { Problem } from '../api/index.ts';
import type { AnyReason } from '../day/reason-text.ts';

interface Issue {
  path: string;
  message: string;
  /** The same with a key and values. */
  told?: AnyReason;
}

function isIssue(value: unknown): value is Issue {
  return typeof value === 'object' && value !== null && 'path' in value && 'message' in value;
}

/**
 * What is wrong with each field, by its name in the form: `phone`, `custom.locker`.
 * @param say - says a reason in the language of the page
 */
export function problemsOfFields(error: unknown, say: (reason: AnyReason) => string): Record<string, string> {
  if (!Problem.is(error, 'request.invalid')) return {};
  const { issues } = error.facts;
  if (!Array.isArray(issues)) return {};
  return Object.fromEntries(
    issues
      .filter(isIssue)
      .map(({ path, message, told }) => [
        path.replace(/^[./]/, '').replaceAll('/', '.'),
        told === undefined ? message : say(told),
      ]),
  );
}
