/** Tests that every fault of a terminal can be said with the facts that are reported of it, in the words of the page alone. @module */

import { setupI18n } from '@lingui/core';
import { expect, test } from 'vitest';
import {
  type IncompleteOf,
  reportedFault,
  TerminalFault,
  type TerminalFaultCode,
  type TerminalFaultFacts,
} from '#shared/terminal-fault.ts';
import { formatOf } from '../day/format-of.ts';
import { shownFault } from './fault-texts.ts';

const i18n = setupI18n({ locale: 'en', messages: { en: {} } });
const format = formatOf({ language: 'en', zone: 'Asia/Kuala_Lumpur', clock: '24', durations: 'clock' });
const address = '192.0.2.4:4370';

const facts: { readonly [C in TerminalFaultCode]: TerminalFaultFacts[C] } = {
  unreachable: { address, reason: 'no answer within 5 s' },
  refused: { address },
  'connection-lost': { address, received: 40, expected: 400 },
  timeout: { address, waitedSeconds: 7, during: 'reading' },
  busy: { address },
  'comm-key-required': { address },
  'comm-key-wrong': { address },
  locked: { address },
  'secure-firmware': { address },
  'access-panel': { address },
  'not-a-terminal': { address, firstBytes: '3c' },
  'unexpected-reply': { address, during: 'reading', reply: 2001 },
  checksum: { address, during: 'reading' },
  incomplete: { address, received: 40, expected: 400, tries: 3 },
  corrupt: { address, reason: 'a frame announces 9 bytes' },
  'layout-unknown': { address, bytes: 90, records: 3 },
  'other-serial': { address, expected: 'GATE1', actual: 'GATE2' },
  cancelled: { address },
  'outbox-full': { limitBytes: 1_000_000 },
  'bridge-silent': { hours: 24 },
};
const ofIncomplete: Readonly<Record<IncompleteOf, Record<string, string | number>>> = {
  short: { of: 'short', counted: 12, read: 10, blank: 0 },
  blank: { of: 'blank', read: 10, blank: 5 },
  'not-taken': { of: 'not-taken', records: 500 },
  details: { of: 'details' },
  bridge: { of: 'bridge' },
};

const codes = Object.keys(facts) as TerminalFaultCode[];

function textOf(fault: Parameters<typeof shownFault>[2]): string {
  const { title, todo } = shownFault(i18n, format, fault, 'Main gate');
  return [title, ...todo].join(' ');
}

test.each(codes)('%s is said with its facts, and never in the words of the bridge', (code) => {
  const fault = reportedFault(new TerminalFault(code, facts[code]));
  const said = textOf({ ...fault, message: 'WORDS OF THE BRIDGE' });
  expect(said).not.toContain('WORDS OF THE BRIDGE');
  expect(said).not.toMatch(/[{}]|undefined/);
});

test.each(Object.entries(ofIncomplete))('what is not whole is told apart: %s', (_of, more) => {
  const said = textOf({ code: 'incomplete', message: 'WORDS OF THE BRIDGE', facts: more });
  expect(said).not.toMatch(/WORDS|[{}]|undefined/);
  expect(said).not.toBe(textOf({ code: 'incomplete', message: '', facts: {} }));
});

test('the reports of earlier bridges have no facts: their own sentence tells the figures', () => {
  const { message } = new TerminalFault('timeout', facts.timeout);
  expect(shownFault(i18n, format, { code: 'timeout', message }, 'Main gate').title).toBe(
    `${address} answered, and then went silent for 7 s during reading.`,
  );
});
