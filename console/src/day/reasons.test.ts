/** Tests that every reason of the server can be said, and with which values. @module */

import { expect, it } from 'vitest';
import { allReasons } from '#shared/reasons/index.ts';
import { formatOf } from './format-of.ts';
import ofFields from './messages-of-fields.ts?raw';
import ofPlans from './messages-of-plans.ts?raw';
import ofRefusals from './messages-of-refusals.ts?raw';
import ofReports from './messages-of-reports.ts?raw';
import ofRows from './messages-of-rows.ts?raw';
import ofTerminals from './messages-of-terminals.ts?raw';
import ofWork from './messages-of-work.ts?raw';
import { reasonKinds } from './reason-kinds.ts';
import messages from './reason-messages.ts?raw';
import { type AnyReason, reasonValues, type Saying } from './reason-values.ts';

const saying: Saying = {
  format: formatOf({ language: 'en', zone: 'Asia/Kuala_Lumpur', clock: '24', durations: 'clock' }),
  say: ({ key }: AnyReason) => `<${key}>`,
  word: (kind, member) => (kind === 'column' ? member.toUpperCase() : undefined),
};

const flat = [messages, ofWork, ofTerminals, ofReports, ofRefusals, ofRows, ofFields, ofPlans]
  .join('\n')
  .replace(/\s+/g, ' ');
const quoted = (text: string) => (text.includes("'") ? JSON.stringify(text) : `'${text}'`);

it.each(allReasons())('has the sentence of $key word for word', ({ key, template }) => {
  expect(flat).toContain(`message: ${quoted(template)}, context: 'reason ${key}'`);
});

it('has the kinds of the table of the server', () => {
  const wanted = allReasons().map(({ key, values }) => [
    key,
    Object.fromEntries(values.map(({ name, kind }) => [name, kind])),
  ]);
  expect(reasonKinds).toEqual(Object.fromEntries(wanted));
});

it('writes durations, times and members of closed sets', () => {
  expect(
    reasonValues({ key: 'late', values: { late: 720, column: 'in', time: '2026-03-03T09:12:00' } }, saying),
  ).toEqual({ late: '0:12', column: 'IN', time: '09:12' });
  expect(reasonValues({ key: 'changed.code', values: { code: 'OT', difference: 1_800 } }, saying)).toEqual({
    code: 'OT',
    difference: '+0:30',
  });
});

it('writes parts of sentences, none and several', () => {
  const part = { key: 'of.claimed', values: { seconds: 60 } };
  const values = { code: 'OT', multiplier: 1.5, seconds: 3_600 };
  expect(reasonValues({ key: 'layer.daily', values: { ...values, of: [] } }, saying)).toMatchObject({
    of: '',
  });
  expect(reasonValues({ key: 'layer.daily', values: { ...values, of: [part] } }, saying)).toEqual({
    code: 'OT',
    multiplier: '1.5',
    seconds: '1:00',
    of: ', <of.claimed>',
  });
});

it('leaves keys of later versions to the sentence of the server', () => {
  expect(reasonValues({ key: 'of.tomorrow', values: {} }, saying)).toBeUndefined();
});
