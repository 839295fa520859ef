/** Tests that facts of the audit trail whose values are members of closed sets are said in words. @module */

import { setupI18n } from '@lingui/core';
import { expect, test } from 'vitest';
import { ExportKind } from '#shared/contract/exports.ts';
import { ReportDays } from '#shared/contract/report-schedules.ts';
import { UserOrigin } from '#shared/contract/users.ts';
import { PushCommand } from '#shared/iclock/commands.ts';
import { quarantineReasons } from '#shared/punch/plausibility.ts';
import { auditValueWord } from './audit-values.ts';
import { auditFacts } from './audit-words.ts';
import { formatOf } from './format-of.ts';

const i18n = setupI18n({ locale: 'en', messages: { en: {} } });
const format = formatOf({ language: 'en', zone: 'Asia/Kuala_Lumpur', clock: '24', durations: 'clock' });

test.each([
  ...ExportKind.options.map((value) => ['kind', value]),
  ...PushCommand.options.map(({ shape }) => ['kind', shape.kind.value]),
  ...UserOrigin.shape.kind.options.map((value) => ['origin', value]),
  ...ReportDays.options.map((value) => ['days', value]),
  ...quarantineReasons.map((value) => ['reason', value]),
])('%s %s has a word', (name, value) => {
  expect(auditValueWord(i18n, name ?? '', value)).toMatch(/\S/);
});

test('facts are said by their words, what people have written as it is', () => {
  expect(
    auditFacts(i18n, format, {
      origin: 'push',
      fields: ['name', 'card', 'shoe size'],
      reason: 'a sample',
      commKey: true,
      parent: null,
      rows: 1_200,
      to: '2026-03-03',
    }),
  ).toEqual([
    'came from: a terminal that pushes',
    'fields: Name, Card number and shoe size',
    'reason: a sample',
    'communication key: yes',
    'part of: none',
    'rows: 1,200',
    'to: 3 Mar 2026',
  ]);
});
