/** Which field a refused request means, so that the field itself says what is wrong. @module */

import { Problem } from '../api/index.ts';

interface Issue {
  path: string;
  message: string;
}

function isIssue(value: unknown): value is Issue {
  return typeof value === 'object' && value !== null && 'path' in value && 'message' in value;
}

/** What is wrong with each field, by its name in the form: `phone`, `custom.locker`. */
export function problemsOfFields(error: unknown): Record<string, string> {
  if (!Problem.is(error, 'request.invalid')) return {};
  const { issues } = error.facts;
  if (!Array.isArray(issues)) return {};
  return Object.fromEntries(
    issues
      .filter(isIssue)
      .map(({ path, message }) => [path.replace(/^[./]/, '').replaceAll('/', '.'), message]),
  );
}
