/** What is said of bridges and terminals that are offline, and of users whom terminals have refused, to be translated. @module */

import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { ReasonKey } from '#shared/reasons/index.ts';

/** The sentences of `shared/reasons/of-terminals.ts`, word for word. */
export const messagesOfTerminals = {
  'terminal.serial': msg({ message: 'Terminal {serial}', context: 'reason terminal.serial' }),
  'terminal.named': msg({ message: 'Terminal {serial} ("{name}")', context: 'reason terminal.named' }),
  'away.bridge-revoked': msg({
    message: 'Bridge "{name}" was revoked and reads no terminal any more',
    context: 'reason away.bridge-revoked',
  }),
  'away.bridge-never': msg({
    message: 'Bridge "{name}" has enrolled and was never heard of since',
    context: 'reason away.bridge-never',
  }),
  'away.bridge-silent': msg({
    message: 'Bridge "{name}" was last heard of at {since}',
    context: 'reason away.bridge-silent',
  }),
  'away.never-called': msg({
    message: '{terminal} has never called the cloud',
    context: 'reason away.never-called',
  }),
  'away.called': msg({
    message: '{terminal} last called the cloud at {since}',
    context: 'reason away.called',
  }),
  'away.no-answer': msg({
    message: '{terminal} does not answer its bridge',
    context: 'reason away.no-answer',
  }),
  'away.no-answer-since': msg({
    message: '{terminal} has not answered its bridge since {since}',
    context: 'reason away.no-answer-since',
  }),
  'check.other-bridge': msg({
    message: 'Give the terminal another bridge, then try again',
    context: 'reason check.other-bridge',
  }),
  'check.start-bridge': msg({
    message:
      'Start it on its computer: rollcall-bridge run, or rollcall-bridge service to have it start by itself',
    context: 'reason check.start-bridge',
  }),
  'check.bridge-computer': msg({
    message:
      'Check on site that its computer is on and has not gone to sleep, that its service runs (rollcall-bridge status), and that the computer reaches the internet',
    context: 'reason check.bridge-computer',
  }),
  'check.punches-kept': msg({
    message: 'The terminals keep their punches meanwhile',
    context: 'reason check.punches-kept',
  }),
  'check.push': msg({
    message:
      'Check its power, its network cable or Wi-Fi, and the server address in its menu (Comm. > Cloud server)',
    context: 'reason check.push',
  }),
  'check.unreachable': msg({
    message: 'Check its power, network cable and address, and the firewall for its port, usually 4370',
    context: 'reason check.unreachable',
  }),
  'check.refusing': msg({
    message:
      'It answers and refuses to be read: check the communication key (commKey) and whether another program holds it',
    context: 'reason check.refusing',
  }),
  'check.unsupported': msg({
    message: 'What answers at its address cannot be read: check the address, or have the terminal push',
    context: 'reason check.unsupported',
  }),
  'none.no-bridge': msg({
    message: 'none of them has an active bridge that could read it',
    context: 'reason none.no-bridge',
  }),
  'none.at-site': msg({
    message: 'no active terminal stands at site "{site}"',
    context: 'reason none.at-site',
  }),
  'none.at-sites': msg({
    message: 'no active terminal stands at any of the sites {sites}',
    context: 'reason none.at-sites',
  }),
  'none.active': msg({
    message: 'none is active; enrol a bridge that has terminals',
    context: 'reason none.active',
  }),
  'none.without-way': msg({
    message: '{serial} has no active bridge and does not push to the cloud',
    context: 'reason none.without-way',
  }),
  'none.to-write': msg({ message: 'none is active and can be written to', context: 'reason none.to-write' }),
  'user-refused.not-tried': msg({ message: 'not tried', context: 'reason user-refused.not-tried' }),
  'user-refused.not-kept': msg({
    message: 'the terminal accepted the user but did not keep it as written',
    context: 'reason user-refused.not-kept',
  }),
  'user-refused.answer': msg({
    message: 'the terminal answered {code}',
    context: 'reason user-refused.answer',
  }),
  'user-refused.only-numbers': msg({
    message: 'this terminal accepts only user ids that are numbers',
    context: 'reason user-refused.only-numbers',
  }),
  'user-refused.no-text': msg({
    message: 'the user id is empty or not text',
    context: 'reason user-refused.no-text',
  }),
  'user-refused.long-id': msg({
    message: 'the user id has {bytes} bytes; the terminal keeps {most}',
    context: 'reason user-refused.long-id',
  }),
  'user-refused.no-slot': msg({
    message: 'the terminal has no free slot',
    context: 'reason user-refused.no-slot',
  }),
  'user-refused.name': msg({
    message: "the name cannot be written in the terminal's code page",
    context: 'reason user-refused.name',
  }),
  'user-refused.card': msg({
    message: 'the card is not a number that a terminal can keep',
    context: 'reason user-refused.card',
  }),
  'user-refused.privilege': msg({
    message: 'the privilege must be 0 to 7',
    context: 'reason user-refused.privilege',
  }),
  'user-refused.unsendable': msg({
    message: '{field} cannot be sent to a terminal that pushes',
    context: 'reason user-refused.unsendable',
  }),
  'sent.pin': msg({ message: 'the id', context: 'reason sent.pin' }),
  'sent.name': msg({ message: 'the name', context: 'reason sent.name' }),
  'sent.card': msg({ message: 'the card', context: 'reason sent.card' }),
  'sent.privilege': msg({ message: 'the privilege', context: 'reason sent.privilege' }),
  'user-refused.never-answered': msg({
    message: 'the terminal never answered',
    context: 'reason user-refused.never-answered',
  }),
  'user-refused.return': msg({
    message: 'the terminal answered: {meaning}',
    context: 'reason user-refused.return',
  }),
  'return.none': msg({ message: 'no return code', context: 'reason return.none' }),
  'return.parameter': msg({ message: 'a parameter is wrong', context: 'reason return.parameter' }),
  'return.size': msg({ message: 'not supported, or of a wrong size', context: 'reason return.size' }),
  'return.access': msg({ message: 'access refused', context: 'reason return.access' }),
  'return.no-match': msg({ message: 'no match', context: 'reason return.no-match' }),
  'return.no-user': msg({ message: 'no such user', context: 'reason return.no-user' }),
  'return.command': msg({ message: 'unknown command', context: 'reason return.command' }),
  'return.no-room': msg({ message: 'no room', context: 'reason return.no-room' }),
  'return.not-supported': msg({ message: 'not supported', context: 'reason return.not-supported' }),
  'return.timed-out': msg({ message: 'timed out', context: 'reason return.timed-out' }),
  'return.mismatch': msg({ message: 'mismatch', context: 'reason return.mismatch' }),
  'return.busy': msg({ message: 'busy', context: 'reason return.busy' }),
  'return.too-long': msg({ message: 'too long', context: 'reason return.too-long' }),
  'return.memory': msg({ message: 'out of memory', context: 'reason return.memory' }),
  'return.bad-data': msg({ message: 'bad data from the server', context: 'reason return.bad-data' }),
  'return.refused': msg({ message: 'refused ({code})', context: 'reason return.refused' }),
} as const satisfies Partial<Readonly<Record<ReasonKey, MessageDescriptor>>>;
