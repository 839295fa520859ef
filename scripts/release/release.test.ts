/** When a version tells people to expect breaking changes, and what git says of a release. */
import { expect, test } from 'vitest';
import { announcesBreaking, fileAt, git } from './release.ts';

test.each([
  ['0.1.0', '0.1.1', false],
  ['0.1.0', '0.2.0', true],
  ['0.9.0', '1.0.0', true],
  ['1.2.0', '1.3.0', false],
  ['1.9.9', '2.0.0-rc.1', true],
  ['2.0.0', '1.5.0', false],
  ['0.2.0', '0.1.0', false],
])('from %s to %s', (before, after, announces) => {
  expect(announcesBreaking(before, after)).toBe(announces);
});

test('what is not a version is an error', () => {
  expect(() => announcesBreaking('next', '1.0.0')).toThrow(RangeError);
});

test('a revision or a file that is not there is undefined, not an error', () => {
  expect(git('rev-parse', '--verify', '--quiet', 'v0.0.0-never')).toBeUndefined();
  expect(fileAt('v0.0.0-never', 'package.json')).toBeUndefined();
});
