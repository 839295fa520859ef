/**
 * Lists every event that a function's log can name, with a sentence of what it means. Alarms and queries match on
 * the names: they may be added, and are never renamed.
 * @module
 */

import type { ProblemCode } from '#shared/errors.ts';
import { pushAlertEvents } from '#shared/iclock/alert-events.ts';

/** Events that do not answer a request. They stand in the field `message` of a log line. */
export const functionEvents = {
  'answer not kept':
    'A request with an Idempotency-Key has been carried out and its answer could not be kept; a repeat is told to wait.',
  'delivery failed':
    'The changes for a webhook could not be delivered for another reason than its receiver; they are tried again.',
  'job given up':
    'An import, an export, the sending of a report or a part of a generation failed on its last try; it shows as failed.',
  'messages joined':
    'So many messages about touched days were joined that the new ones cannot carry the ids of all: `ids` has them.',
  'nightly failed':
    'The nightly generation of an organisation failed; the next run, 15 minutes later, tries again.',
  'profile not read':
    'The issuer did not say what a person who signed in is called; the next hour asks again.',
  'push.failed': 'A request of a push terminal could not be served; the terminal comes again.',
  'rows of an entry not computed':
    "An entry of HR's is stored, and its days could not be computed for the answer; the queue computes them.",
  'outbox waits':
    'A bridge has records that the cloud has not taken yet; the line has the age of the oldest.',
  'punches taken in':
    'Records of a bridge, or of a terminal that pushes, were stored; the line has how many and what became of the others.',
  'sheet message failed': 'A message for the sheets failed; the queue delivers it again.',
  'sheet message put off':
    'The tables did not keep up with the work on sheets; the message comes again in some seconds.',
  'sheets computed': 'The days that a message named are computed; the line has how long they waited.',
  'sites counted':
    'Every 15 minutes: how many terminals and bridges of an organisation are silent, and how many days wait.',
  'sites not counted': 'It could not be counted what is silent; the next time, 15 minutes later, may.',
  'sheets of a user not computed': "A user's sheets could not be computed; those of the others were.",
  'use of a key not noted': 'When an API key was last used could not be noted; the next minute tries again.',
  'webhook failed':
    'A webhook was switched off, because its receiver has taken nothing for days, or what it missed has expired.',
  'webhook held up':
    'A stored item that cannot be read keeps a webhook from delivering; its tries fail until the item is mended.',
  throttled: 'A table did not keep up: a request was refused for some seconds, or a message put off.',
  'tick failed': 'What is due every minute failed for an organisation; the next tick tries again.',
  ...pushAlertEvents,
} as const;

/** What a log line of a function says: one of the events, or the code of the problem that a request was answered with. */
export type FunctionEvent = keyof typeof functionEvents | ProblemCode;
