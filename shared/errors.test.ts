import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Answers } from '#test/support/problem-answers/answers.ts';
import { answersToCallers } from '#test/support/problem-answers/callers.ts';
import { answersOfHr } from '#test/support/problem-answers/hr.ts';
import { answersOfResults } from '#test/support/problem-answers/results.ts';
import { answersOfSites } from '#test/support/problem-answers/sites.ts';
import {
  describeProblem,
  isProblem,
  isProblemCode,
  type ProblemCode,
  problemCodes,
  RollcallError,
  toProblem,
} from './errors.ts';

/** What every code is answered with, for some facts: a code that is missing here does not compile. */
const answers: Answers = {
  ...answersToCallers,
  ...answersOfSites,
  ...answersOfHr,
  ...answersOfResults,
};

test.each(problemCodes)('%s is answered with its status and its sentence', (code) => {
  const { facts, status, detail } = answers[code];
  const error = new RollcallError<ProblemCode>(code, facts);
  expect(toProblem(error)).toEqual({
    type: `urn:rollcall:problem:${code}`,
    title: code.replace('.', ' ').replaceAll('-', ' '),
    status,
    detail,
    code,
    facts,
  });
  expect(detail).toMatch(/^[A-Z].*\.$/s);
});

test('every file of rows is put in, and no code has two rows', async () => {
  const files = readdirSync(new URL('problems', import.meta.url)).filter((name) => name !== 'problem.ts');
  const groups: object[] = await Promise.all(files.map((name) => import(`./problems/${name}`)));
  const codes = groups.flatMap((group) => Object.values(group)).flatMap(Object.keys);
  expect(codes.sort()).toEqual([...problemCodes].sort());
});

test.each(['user.unknow', 'toString', '', 7, null, undefined])('%j is not a code', (text) => {
  expect(isProblemCode(text)).toBe(false);
});

test('every code has a sentence of its own', () => {
  expect(new Set(Object.values(answers).map(({ detail }) => detail)).size).toBe(problemCodes.length);
});

test('a problem document carries code, facts, status and the request that it is about', () => {
  const error = new RollcallError('user.unknown', { userId: '701' });
  expect(toProblem(error, 'urn:rollcall:request:r-1')).toEqual({
    type: 'urn:rollcall:problem:user.unknown',
    title: 'user unknown',
    status: 404,
    detail: 'There is no user "701".',
    code: 'user.unknown',
    facts: { userId: '701' },
    instance: 'urn:rollcall:request:r-1',
  });
  expect(toProblem(error)).not.toHaveProperty('instance');
});

test('the cause of a failure is not part of its document', () => {
  const error = new RollcallError(
    'service.failed',
    { requestId: 'r-1' },
    { cause: { owner: 'functions', data: 'row 17', error: new Error('table rollcall-main') } },
  );
  expect(JSON.stringify(toProblem(error))).not.toMatch(/row 17|rollcall-main/);
});

test('leading zeros are explained where they make two ids the same', () => {
  expect(describeProblem('user.exists', { userId: '0701', existingId: '701' })).toContain('leading zeros');
  expect(describeProblem('user.exists', { userId: '701', existingId: '701' })).not.toContain('leading zeros');
});

test('a failure is recognised by its code only', () => {
  const error = new RollcallError('key.unknown', { keyId: 'key_1' });
  expect(isProblem(error, 'key.unknown')).toBe(true);
  expect(isProblem(error, 'job.unknown')).toBe(false);
  expect(isProblem(new Error('key.unknown'), 'key.unknown')).toBe(false);
});
