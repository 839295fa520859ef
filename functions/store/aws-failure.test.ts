import { InternalServerError, ThrottlingException } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { isAwsFailure, isPassingAwsFailure } from './aws-failure.ts';

const named = (name: string) => Object.assign(new Error('aws'), { name });

test('a failure is recognised by its name, as the SDK documents it', () => {
  expect(isAwsFailure(named('ValidationException'), 'UnknownOperationException', 'ValidationException')).toBe(
    true,
  );
  expect(isAwsFailure(named('ValidationException'), 'UnknownOperationException')).toBe(false);
  expect(isAwsFailure({ name: 'ValidationException' }, 'ValidationException')).toBe(false);
});

test.each([
  new ThrottlingException({ message: 'slow down', $metadata: {} }),
  new InternalServerError({ message: 'not now', $metadata: {} }),
])('the names are those of the SDK’s own classes: %s', (failure) => {
  expect(isPassingAwsFailure(failure)).toBe(true);
});

test.each([new TypeError('x'), new Error('x'), 'TimeoutError', null, undefined])(
  '%o does not pass',
  (thrown) => {
    expect(isPassingAwsFailure(thrown)).toBe(false);
  },
);
