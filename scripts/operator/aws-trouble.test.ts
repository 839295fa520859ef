import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { troubleWithAws } from './aws-trouble.ts';

const failure = (name: string, message: string) => Object.assign(new Error(message), { name });

test.each([
  [failure('ResourceNotFoundException', 'Requested resource not found'), 'There is no such table'],
  [failure('QueueDoesNotExist', 'The specified queue does not exist.'), 'There is no such queue'],
  [
    failure('ExpiredTokenException', 'The security token included in the request is expired'),
    'Sign in again',
  ],
  [failure('AccessDeniedException', 'User is not authorized'), 'Use a role that may'],
  [failure('CredentialsProviderError', 'Could not load credentials from any providers'), 'aws sso login'],
  [failure('TimeoutError', 'getaddrinfo ENOTFOUND dynamodb.nowhere-1.amazonaws.com'), 'AWS was not reached'],
  [failure('InvalidRestoreTimeException', 'RestoreDateTime is too late'), 'no state of that moment'],
])('%s is told with what to do, and what AWS says', (error, told) => {
  const { message = '' } = troubleWithAws(error) ?? {};
  expect(message).toContain(told);
  expect(message).toContain(`AWS says: ${error.message}`);
});

test('a defect is none of it', () => {
  expect(troubleWithAws(new TypeError('x is not a function'))).toBeUndefined();
  expect(troubleWithAws('down')).toBeUndefined();
});

test.each([
  [['scripts/first-key.ts', '--main-table', 'A', '--operations-table', 'B']],
  [
    [
      'scripts/operator.ts',
      'dead-letters',
      '--dead-letters',
      'https://sqs.eu-central-1.amazonaws.com/000000000000/x',
    ],
  ],
  [['scripts/operator.ts', 'new-key', '--main-table', 'A', '--operations-table', 'B']],
  [
    [
      'scripts/operator.ts',
      'restore',
      '--main-table',
      'A',
      '--operations-table',
      'B',
      '--at',
      '2026-03-02T01:00:00Z',
    ],
  ],
])('%j without a region says so in one line', (args) => {
  const { PATH } = process.env;
  const env = { PATH, HOME: '/nowhere', AWS_CONFIG_FILE: '/nowhere', AWS_EC2_METADATA_DISABLED: 'true' };
  const { stderr, status } = spawnSync(process.execPath, args, {
    env,
    encoding: 'utf8',
  });
  expect([stderr, status]).toEqual([
    'Which region? Set AWS_REGION to that of the deployment, such as eu-central-1.\n',
    1,
  ]);
});
