/** Defines the form of our commit messages, `type(scope): what now holds`, and what breaks it. @module */

/** What a commit may be about. */
export const commitTypes = [
  'feat',
  'fix',
  'perf',
  'refactor',
  'test',
  'docs',
  'style',
  'build',
  'chore',
  'ci',
] as const;

/** Longest subject in characters. */
export const longestSubject = 140;
/** Longest line of a body in characters; a line that is one word, such as an address, may be longer. */
export const longestBodyLine = 130;

const subjectForm = /^(?<type>[a-z]+)(\([a-z0-9-]+(, ?[a-z0-9-]+)*\))?!?: (?<what>.+)$/;

/**
 * What is wrong with a message, one sentence each.
 * @param message - the whole message; lines that begin with `#` are git's own and do not count
 * @returns an empty list when the message has the form
 */
export function problemsOfMessage(message: string): string[] {
  const lines = message.split('\n').filter((line) => !line.startsWith('#'));
  const [subject = '', second = '', ...body] = lines;
  const problems: string[] = [];
  const match = subjectForm.exec(subject);
  const { type, what } = match?.groups ?? {};
  if (type === undefined || what === undefined) {
    problems.push('The subject does not have the form "type(scope): what now holds".');
  } else {
    if (!commitTypes.some((known) => known === type))
      problems.push(`"${type}" is not a type; the types are ${commitTypes.join(', ')}.`);
    if (what !== what.trim() || what.endsWith('.'))
      problems.push('The subject ends with a period or a space.');
  }
  if (subject.length > longestSubject)
    problems.push(`The subject has ${subject.length} characters; ${longestSubject} are allowed.`);
  if (second.trim() !== '') problems.push('The second line is not empty.');
  const long = body.find((line) => line.length > longestBodyLine && line.trim().includes(' '));
  if (long !== undefined)
    problems.push(`A line of the body has ${long.length} characters; ${longestBodyLine} are allowed.`);
  return problems;
}
