/**
 * The words of facts of the audit trail that are members of closed sets. The types of the members come from the contract, so that
 * a new one does not compile until it has a word.
 * @module
 */

import type { I18n, MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Download } from '#shared/contract/downloads.ts';
import type { Rhythm } from '#shared/contract/export-schedules.ts';
import type { ExportKind } from '#shared/contract/exports.ts';
import type { User } from '#shared/contract/users.ts';
import type { PushCommand } from '#shared/iclock/commands.ts';
import type { QuarantineReason } from '#shared/punch/plausibility.ts';
import { roleLooks } from './looks.ts';
import { personFieldWords } from './person-fields.ts';
import { correctionWords, dayTypeWords, kindWords } from './reason-words.ts';
import { reportDaysWords } from './report-days.ts';

type Words<K extends string> = Readonly<Record<K, MessageDescriptor>>;

const exportWords: Words<ExportKind> = {
  payroll: msg`Payroll file`,
  detail: msg`Detail`,
  summary: msg`Summary`,
  codes: msg`Pay codes`,
  matrix: msg`Matrix`,
  punches: msg`Punches`,
};

const commandWords: Words<PushCommand['kind'] | 'set-clock'> = {
  check: msg`to report itself`,
  info: msg`to say what it is`,
  'send-new': msg`to send what is new`,
  reboot: msg`to start again`,
  'query-users': msg`to send its users`,
  'query-log': msg`to send its log`,
  'verify-count': msg`to count its records`,
  'update-user': msg`to take a user`,
  'set-clock': msg`to set its clock`,
};

const originWords: Words<User['origin']['kind']> = {
  manual: msg`by hand`,
  download: msg`a download`,
  push: msg`a terminal that pushes`,
  import: msg`a file`,
};

const quarantineWords: Words<QuarantineReason> = {
  'row-blank': msg`The record is blank`,
  'row-unreadable': msg`The record cannot be read`,
  'no-pin': msg`There is no PIN`,
  'pin-unreadable': msg`The PIN cannot be read`,
  'time-impossible': msg`There is no such time`,
  'time-too-early': msg`The time is before 2010`,
  'time-not-kept': msg`The time is older than what is kept`,
  'time-in-future': msg`The time is in the future`,
};

const tickWords: Words<Download['unknownUsers']> = {
  create: msg`are created`,
  hold: msg`are held`,
};

const linkWords: Words<'link' | 'ignore' | 'create'> = {
  link: msg`to a user`,
  ignore: msg`to nobody`,
  create: msg`to a new user`,
};

const decisionWords: Words<'awaiting' | 'approved' | 'rejected'> = {
  awaiting: msg`Waits for approval`,
  approved: msg`Approved`,
  rejected: msg`Rejected`,
};

const everyWords: Words<Rhythm['every']> = {
  day: msg({ message: 'day', context: 'rhythm' }),
  week: msg({ message: 'week', context: 'rhythm' }),
  month: msg({ message: 'month', context: 'rhythm' }),
};

/** Fields of users, terminals and webhooks. Those that an organisation has added are called as it calls them. */
const fieldWords: Readonly<Record<string, MessageDescriptor>> = {
  ...personFieldWords,
  status: msg`Status`,
  dutyRosterId: msg`Duty roster`,
  rosterAssignments: msg`Duty roster`,
  zone: msg`Time zone`,
  bridgeId: msg`Bridge`,
  state: msg`State`,
  url: msg`Address`,
  description: msg`Description`,
  networks: msg`Networks`,
  transFlag: msg`What it sends`,
};

const roleWords: Readonly<Record<string, MessageDescriptor>> = Object.fromEntries(
  Object.entries<{ word: MessageDescriptor }>(roleLooks).map(([role, { word }]) => [role, word]),
);
const allWords: Words<'all'> = { all: msg({ message: 'all', context: 'of people' }) };

/** The words of values by the name of the fact. */
const valueWords: Readonly<Record<string, Readonly<Record<string, MessageDescriptor>>>> = {
  kind: { ...exportWords, ...commandWords, ...correctionWords },
  origin: originWords,
  reason: quarantineWords,
  unknownUsers: tickWords,
  action: linkWords,
  was: decisionWords,
  days: reportDaysWords,
  every: everyWords,
  on: kindWords.weekday ?? {},
  dayType: dayTypeWords,
  role: roleWords,
  fields: fieldWords,
  set: fieldWords,
  users: allWords,
  department: allWords,
};

const yes = msg`yes`;
const no = msg`no`;
const none = msg({ message: 'none', context: 'value of a fact' });

/** The word of a value; `undefined` for what is no member of a closed set. @param name - of the fact */
export function auditValueWord(i18n: I18n, name: string, value: unknown): string | undefined {
  if (typeof value === 'boolean') return i18n._(value ? yes : no);
  if (value === null) return i18n._(none);
  if (typeof value !== 'string') return undefined;
  const words = Object.hasOwn(valueWords, name) ? valueWords[name] : undefined;
  const word = words !== undefined && Object.hasOwn(words, value) ? words[value] : undefined;
  return word && i18n._(word);
}
