import { expect, test } from 'vitest';
import { readEnvironment } from './environment.ts';

const complete = {
  MAIN_TABLE: 'rollcall-main',
  OPERATIONS_TABLE: 'rollcall-operations',
  SHEETS_QUEUE_URL: 'https://sqs.us-east-1.amazonaws.com/000000000000/sheets',
};

test('the limit of callers is read as requests a second and at once', () => {
  expect(readEnvironment({ ...complete, CALLER_LIMIT: '200/2000' }).callerRate).toEqual({
    perSecond: 200,
    burst: 2000,
  });
  expect(() => readEnvironment({ ...complete, CALLER_LIMIT: '0/5' })).toThrow('CALLER_LIMIT');
});

test('the optional parts may be absent', () => {
  expect(readEnvironment(complete)).toEqual({
    tables: { main: 'rollcall-main', operations: 'rollcall-operations' },
    sheetsQueueUrl: complete.SHEETS_QUEUE_URL,
    exportsQueueUrl: undefined,
    exportsBucket: undefined,
    publicAuthorities: [],
  });
});

test('several hosts are separated by commas; blanks and empty parts do not count', () => {
  const { publicAuthorities } = readEnvironment({
    ...complete,
    PUBLIC_AUTHORITY: ' a.example , ,b.example:8443,',
  });
  expect(publicAuthorities).toEqual(['a.example', 'b.example:8443']);
});

test('everything that is missing or wrong is named at once', () => {
  const read = () => readEnvironment({ MAIN_TABLE: '', SHEETS_QUEUE_URL: 'sheets' });
  expect(read).toThrow(/MAIN_TABLE: .*OPERATIONS_TABLE: .*SHEETS_QUEUE_URL: /);
});
