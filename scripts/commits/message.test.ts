/** Which commit messages have our form, and what is said of those that do not. */
import { expect, test } from 'vitest';
import { longestBodyLine, longestSubject, problemsOfMessage } from './message.ts';

test.each([
  'fix(push): a punch is suspected of an old zone only where terminals set their clocks by the replies',
  'docs: what was measured once the machine was quiet',
  'feat(api)!: a user is asked for by its link\n\nOld links are gone.\n',
  'refactor(bridge, infra): one word for one thing',
  `docs: an address\n\nhttps://example.org/${'x'.repeat(longestBodyLine)}`,
  'test(time): hours that come twice\n\n# Please enter the commit message for your changes.\n# Changes to be committed:',
])('%j has the form', (message) => {
  expect(problemsOfMessage(message)).toEqual([]);
});

test.each([
  ['Update files', 'form'],
  ['fix:no space', 'form'],
  ['', 'form'],
  ['feature(api): a new route', '"feature" is not a type'],
  ['fix(api): a new route.', 'ends with a period'],
  [`fix: ${'x'.repeat(longestSubject)}`, `${longestSubject} are allowed`],
  ['fix: one line\nand the next', 'second line'],
  [`fix: one line\n\n${'word '.repeat(30)}`, `${longestBodyLine} are allowed`],
])('%j is refused', (message, why) => {
  expect(problemsOfMessage(message)).toEqual([expect.stringContaining(why)]);
});
