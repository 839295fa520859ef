/**
 * The rules of the settings by which a bridge reaches a terminal: the same in its configuration file and in the list that the
 * cloud keeps for it.
 * @module
 */

import * as z from 'zod';
import { hostProblem, takeApart } from '#shared/terminal-host.ts';
import { Serial } from './fields.ts';

/** Most terminals that one bridge reads. */
export const mostTerminalsOfBridge = 500;

/** The port on which terminals listen unless somebody has changed it. */
export const usualTerminalPort = 4370;

/**
 * Name or address of a terminal, without its port.
 * @param twoPorts - says what to do where a text has a port nevertheless
 */
export function terminalHost(twoPorts: string) {
  return z
    .string()
    .trim()
    .min(1)
    .max(180)
    .superRefine((host, context) => {
      const message = takeApart(host).port !== undefined ? twoPorts : hostProblem(host);
      if (message !== undefined) context.addIssue({ code: 'custom', message, input: host });
    });
}

/** A TCP or UDP port. */
export const PortNumber = z.number().int().min(1).max(65_535);

/** Label of a code page, as the WHATWG encoding standard has it. */
export const CodePage = z.string().refine((label) => {
  try {
    return new TextDecoder(label).encoding.length > 0;
  } catch {
    return false;
  }
}, 'must be a code page such as utf-8, windows-1252 or gb18030');

const commKeyRule = 'must be a number of up to 6 digits, as in the menu of the terminal';

/** A communication key, as a number or as its digits. */
export const CommKey = z
  .union([z.number(), z.string().trim()], commKeyRule)
  .refine((key) => /^\d{1,6}$/.test(String(key)), commKeyRule)
  .transform(Number);

/** The settings of a terminal that are the same wherever they are written, but for its host and its zone. */
export const terminalSettings = {
  port: PortNumber.default(usualTerminalPort),
  name: z.string().trim().min(1).max(100).optional(),
  serial: Serial.optional().meta({
    description: "That must be found there; without it, the terminal's own report says who it is",
  }),
  encoding: CodePage.optional().meta({ description: 'Code page of the names stored in the terminal' }),
  disableWhileReading: z.boolean().default(false).meta({
    description: 'Lock the keypad while the log is read. Only for old models that need it',
  }),
  realtime: z.boolean().default(true).meta({
    description:
      'Keep a session open and read the log as soon as somebody punches. Other programs find the terminal busy then',
  }),
  setClock: z.boolean().default(false).meta({
    description:
      "Set the terminal's clock when it is more than half a minute off; otherwise it is only measured",
  }),
  transport: z
    .enum(['auto', 'tcp', 'udp'])
    .default('auto')
    .meta({ description: '`auto`: TCP, and UDP where TCP is refused or does not answer' }),
};
