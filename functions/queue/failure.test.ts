import { describe, expect, test } from 'vitest';
import { RollcallError } from '#shared/errors.ts';
import { phrase } from '#shared/reasons/index.ts';
import { failureOf, shownFailure, storedFailure, withSentence } from './failure.ts';
import { lastFailure } from './tries.ts';

const refused = new RollcallError('export-template.unknown', { templateId: 'ours' });

describe('why work has failed', () => {
  test('is a text, and its sentences with keys and values beside it', () => {
    const stored = storedFailure(withSentence(lastFailure(new Error('x'), 3), phrase('import.goes-on', {})));
    const { reason, told, problem } = shownFailure(stored);
    expect(reason).toMatch(/^Its worker was tried 3 times .+\. What was taken in stays; .+ from there\.$/);
    expect(told?.map(({ key }) => key)).toEqual(['work.failed', 'import.goes-on']);
    expect(problem).toBeUndefined();
  });

  test('names the problem that it quotes, with code and facts', () => {
    const shown = shownFailure(storedFailure(failureOf(refused)));
    expect(shown.reason).toBe(refused.message);
    expect(shown.problem).toEqual({
      code: 'export-template.unknown',
      detail: refused.message,
      facts: { templateId: 'ours' },
    });
  });

  test('of an earlier version, and what people have written, is the text alone', () => {
    expect(shownFailure({ reason: 'It was stopped.' })).toEqual({ reason: 'It was stopped.' });
    expect(shownFailure({})).toEqual({});
  });
});
