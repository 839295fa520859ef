/** Tests that the sentence among the facts of a problem is said in the words of the page. @module */

import { setupI18n } from '@lingui/core';
import { expect, test } from 'vitest';
import { because, phrase, which } from '#shared/reasons/index.ts';
import { formatOf } from '../day/format-of.ts';
import { shownProblem } from './problem-texts.ts';

const i18n = setupI18n({ locale: 'en', messages: { en: {} } });
const format = formatOf({ language: 'en', zone: 'Asia/Kuala_Lumpur', clock: '24', durations: 'clock' });

test('a reason with a key is said by it, one without as the server has it', () => {
  const days = { from: '2026-03-01', to: '2028-03-01' };
  const title = (facts: Record<string, unknown>) =>
    shownProblem(i18n, format, 'range.invalid', { ...days, ...facts })?.title;
  const { told } = because(phrase('range.too-long', { most: 366 }));
  expect(title({ reason: 'WORDS OF THE SERVER', told })).toBe(
    'These days are not possible: it has more than 366 days; split it.',
  );
  expect(title({ reason: 'WORDS OF THE SERVER' })).toContain('WORDS OF THE SERVER');
});

test('so is what there is too much of', () => {
  const { told } = which(phrase('table.characters', { row: 7 }));
  expect(shownProblem(i18n, format, 'table.too-large', { what: 'WORDS', most: 50, told })?.title).toBe(
    'The file has more than 50 characters in a cell of row 7.',
  );
});
