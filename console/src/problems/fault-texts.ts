/**
 * What is said about every way in which talking to a terminal can fail. Loaded where faults are shown. The type of the codes
 * comes from the closed set of the bridge, so that a new code does not compile until it has a text.
 * @module
 */

import type { I18n, MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { IncompleteOf, TerminalFaultCode } from '#shared/terminal-fault.ts';
import type { Format } from '../day/format-of.ts';
import { factsShown } from './facts-shown.ts';

/** What is said about a fault: what happened, and what to do, the likeliest first. */
interface FaultText {
  readonly title: MessageDescriptor;
  readonly todo: readonly MessageDescriptor[];
}

const isPort = msg`The port may not be the terminal’s own, usually 4370.`;
const isTaken = msg`Another program may hold it, because terminals serve one at a time. Close that one.`;
const isFirewall = msg`A firewall may be in between.`;
const again = msg`It is tried again automatically.`;

/** The texts of every fault. */
export const faultTexts: Readonly<Record<TerminalFaultCode, FaultText>> = {
  unreachable: {
    title: msg({ message: 'No answer from {address}' }),
    todo: [msg`Check power, network cable, address, and the firewall for port 4370.`],
  },
  refused: {
    title: msg({ message: '{address} refused the connection' }),
    todo: [msg`The address may be that of another device.`, isPort, isTaken, isFirewall],
  },
  'connection-lost': {
    title: msg({ message: 'The connection to {address} was lost' }),
    todo: [msg`What arrived is kept, but the log does not count as read.`, again],
  },
  timeout: {
    title: msg({ message: '{address} said nothing for {waitedSeconds} s' }),
    todo: [
      msg`It may be serving another program, or somebody may be using its menu.`,
      msg`The line to it may be bad: Wi-Fi, cable, switch.`,
      msg`It may hang. Switch it off and on.`,
      again,
    ],
  },
  busy: {
    title: msg({ message: '{address} closed the connection at once' }),
    todo: [isTaken, isFirewall, isPort, again],
  },
  'comm-key-required': {
    title: msg({ message: '{address} asks for a communication key' }),
    todo: [msg`Enter the key of the terminal’s menu (Comm. > Security) in the settings of the terminal.`],
  },
  'comm-key-wrong': {
    title: msg({ message: '{address} refused the communication key' }),
    todo: [msg`Correct it. It is not tried again by itself, because terminals lock.`],
  },
  locked: {
    title: msg({ message: '{address} is locked after wrong keys' }),
    todo: [msg`Wait, or unlock it in its menu.`],
  },
  'secure-firmware': {
    title: msg({ message: '{address} runs secure firmware, whose pull is encrypted' }),
    todo: [msg`Use push (its cloud server setting), or switch it to its standalone mode.`],
  },
  'access-panel': {
    title: msg({ message: '{address} is an access-control panel, which speaks another protocol' }),
    todo: [],
  },
  'not-a-terminal': {
    title: msg({ message: 'What answers at {address} is no terminal' }),
    todo: [msg`Check the address.`, isPort],
  },
  'unexpected-reply': {
    title: msg({ message: '{address} refused a request (reply code {reply})' }),
    todo: [msg`Try again. If it stays, its firmware may not know the request.`],
  },
  checksum: { title: msg({ message: 'Data from {address} were damaged on their way' }), todo: [again] },
  incomplete: {
    title: msg({ message: '{address} delivered only a part of its log' }),
    todo: [msg`What arrived is kept, but the log does not count as read.`, again],
  },
  corrupt: {
    title: msg({ message: 'The data from {address} contradict themselves' }),
    todo: [msg`Nothing of this read was accepted.`],
  },
  'layout-unknown': {
    title: msg({
      message:
        '{of, select, users {The users of {address} have a layout that is not known here} other {The records of {address} have a layout that is not known here}}',
    }),
    todo: [msg`Read it from a USB stick under Import, or enter it by hand.`],
  },
  'other-serial': {
    title: msg({ message: '{address} is the terminal {actual}, but {expected} was expected' }),
    todo: [msg`Two terminals may have swapped addresses.`],
  },
  cancelled: {
    title: msg({ message: 'The conversation with {address} was stopped from this side' }),
    todo: [msg`Nothing is wrong with the terminal.`],
  },
  'outbox-full': {
    title: msg`The bridge is full, and waits for the cloud`,
    todo: [msg`Reading stops until the cloud has taken what waits. Nothing is dropped.`],
  },
  'bridge-silent': {
    title: msg({
      message: 'The bridge has not reported for {hours, plural, one {# hour} other {# hours}}',
    }),
    todo: [msg`Check that its computer and its service are running.`],
  },
};

const isKept = msg`What arrived is kept, but the log does not count as read.`;

/** What is not whole, where it is not the reading of a log that broke off. */
const incompleteTexts: Readonly<Record<IncompleteOf, FaultText>> = {
  short: {
    title: msg({ message: '{address} counts {counted} records, but its log has {read}' }),
    todo: [isKept, msg`Read everything again. What is known is not stored twice.`],
  },
  blank: {
    title: msg({
      message:
        '{blank, plural, one {# of {read} records of {address} is blank} other {# of {read} records of {address} are blank}}',
    }),
    todo: [msg`Each is kept in quarantine with its place.`],
  },
  'not-taken': {
    title: msg({
      message:
        '{records, plural, one {The cloud has not accepted # record of {address}} other {The cloud has not accepted # records of {address}}}',
    }),
    todo: [msg`The bridge keeps them and sends them again.`],
  },
  details: {
    title: msg({ message: 'The cloud has not accepted the details of the users of {address}' }),
    todo: [again],
  },
  bridge: {
    title: msg({ message: 'The bridge of {address} is older than what it was asked for' }),
    todo: [msg`Update rollcall-bridge there, or name the users.`],
  },
};

/** Texts of faults of which several things are one code, by what the facts say in `of`. */
const closerTexts: Readonly<Partial<Record<TerminalFaultCode, Readonly<Record<string, FaultText>>>>> = {
  incomplete: incompleteTexts,
  unreachable: {
    push: {
      title: msg({
        message:
          '{since, select, none {{address} has never called} other {{address} has not called since {since}}}',
      }),
      todo: [msg`Check its power, its network, and the address of the cloud server in its menu.`],
    },
    'not-configured': {
      title: msg({ message: 'No address in the configuration of the bridge has {address}' }),
      todo: [msg`Run “rollcall-bridge setup” again on the computer of the bridge, or retire the terminal.`],
    },
  },
  corrupt: {
    'no-serial': {
      title: msg({ message: '{address} reports no serial number that can be used' }),
      todo: [msg`Set “serial” for it in the configuration of the bridge.`],
    },
  },
  'outbox-full': {
    disk: {
      title: msg`The disk of the bridge is full`,
      todo: [msg`Make room on that disk. What waits there is sent all the same.`],
    },
  },
};

/** Faults whose texts tell figures: of a bridge of before, whose reports lack them, its own sentence says what happened. */
const withFigures: ReadonlySet<string> = new Set([
  'timeout',
  'unexpected-reply',
  'other-serial',
  'layout-unknown',
  'bridge-silent',
]);

/** A fault as the API gives it. Bridges of earlier versions report no facts. */
export interface ShownFault {
  readonly code: string;
  readonly message: string;
  readonly facts?: Readonly<Record<string, string | number>> | undefined;
}

/** The text of a fault, by what closer has happened where the facts say so. */
function textOf(code: string, facts: Readonly<Record<string, unknown>>): FaultText | undefined {
  const texts: Readonly<Record<string, FaultText | undefined>> = faultTexts;
  const closer: Readonly<Record<string, Readonly<Record<string, FaultText>> | undefined>> = closerTexts;
  const of = 'disk' in facts ? 'disk' : String(facts.of);
  const ofCode = Object.hasOwn(closer, code) ? closer[code] : undefined;
  if (ofCode !== undefined && Object.hasOwn(ofCode, of)) return ofCode[of];
  return Object.hasOwn(texts, code) ? texts[code] : undefined;
}

/** What happened, of a sentence of the bridge: what to do follows it, and is said in the language of the page. */
function firstSentence(text: string): string {
  return text.split(/(?<=\.) /)[0] ?? text;
}

/**
 * What a reported fault says: what happened, and what to do. Of a code of a later version the bridge's sentence is all.
 * @param address - of the terminal, or its name
 */
export function shownFault(
  i18n: I18n,
  format: Format,
  { code, message, facts }: ShownFault,
  address: string,
): { title: string; todo: string[] } {
  const text = textOf(code, facts ?? {});
  if (text === undefined) return { title: message, todo: [] };
  const values = { of: '', since: 'none', ...factsShown({ ...facts, address }, format) };
  const say = (one: MessageDescriptor) => i18n._({ ...one, values });
  return {
    title: facts === undefined && withFigures.has(code) ? firstSentence(message) : say(text.title),
    todo: text.todo.map(say),
  };
}
