import { expect, test } from 'vitest';
import { isProblem } from '#shared/errors.ts';
import { aUserId } from '#test/support/ids.ts';
import { idsOfRange } from './batch.ts';

const range = (first: string, last: string) => () =>
  idsOfRange({ first: aUserId(first), last: aUserId(last) });

test.each([
  ['1', '3', ['1', '2', '3']],
  ['098', '101', ['098', '099', '100', '101']],
  ['A-9', 'A-11', ['A-9', 'A-10', 'A-11']],
  ['7', '007', ['7']],
  ['99999999999999999998', '99999999999999999999', ['99999999999999999998', '99999999999999999999']],
])('the range %s to %s has the ids %j', (first, last, ids) => {
  expect(range(first, last)()).toEqual(ids);
});

test.each([
  ['3', '1'],
  ['A', 'B'],
  ['A1', 'B2'],
  ['1', '501'],
  ['1', '99999999999999999999'],
])('the range %s to %s is refused', (first, last) => {
  expect(range(first, last)).toThrow(
    expect.toSatisfy((error: unknown) => isProblem(error, 'request.invalid')),
  );
});
