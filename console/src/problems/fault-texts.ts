/**
 * What is said about every way in which talking to a terminal can fail. Loaded where faults are shown. The type of the codes
 * comes from the closed set of the bridge, so that a new code does not compile until it has a text.
 * @module
 */

import type { I18n, MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { TerminalFaultCode } from '#shared/terminal-fault.ts';
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

/** Faults whose texts tell figures that a report does not carry: what happened is said by the bridge's own sentence. */
const withFigures: ReadonlySet<string> = new Set([
  'timeout',
  'unexpected-reply',
  'other-serial',
  'layout-unknown',
  'bridge-silent',
]);

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
  { code, message }: { readonly code: string; readonly message: string },
  address: string,
): { title: string; todo: string[] } {
  const texts: Readonly<Record<string, FaultText | undefined>> = faultTexts;
  const text = Object.hasOwn(texts, code) ? texts[code] : undefined;
  if (text === undefined) return { title: message, todo: [] };
  const values = { of: '', ...factsShown({ address }, format) };
  const say = (one: MessageDescriptor) => i18n._({ ...one, values });
  return {
    title: withFigures.has(code) ? firstSentence(message) : say(text.title),
    todo: text.todo.map(say),
  };
}
