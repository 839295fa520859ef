/** The schema of the configuration's push section: the listener and the terminals that push to it. @module */

import * as z from 'zod';
import { Serial } from '#shared/contract/fields.ts';
import { isNetwork } from '#shared/iclock/network.ts';
import { isTransFlag } from '#shared/iclock/options.ts';
import { ZoneName } from './zone-name.ts';

/** A terminal that sends its punches automatically. */
export const PushTerminalConfig = z.strictObject({
  serial: Serial,
  name: z.string().trim().min(1).max(100).optional(),
  /** Zone of the terminal's clock; default: the organisation's. The terminal sets its clock by it. */
  zone: ZoneName.optional(),
  /** The terminal must send this key; entered in its cloud server menu. */
  commKey: z
    .string()
    .regex(/^[!-~]{1,64}$/, 'must be 1 to 64 visible ASCII characters')
    .optional(),
  /** Networks that it may send from. */
  networks: z
    .array(z.string().refine(isNetwork, 'must be a network such as 192.168.4.0/24'))
    .min(1)
    .max(20)
    .optional(),
  /** Replaces what the terminal is asked to send; for firmware that needs the form of digits. */
  transFlag: z
    .string()
    .refine(isTransFlag, 'must begin with TransData, or be 8 to 16 digits 0 and 1')
    .optional(),
  /** For firmware that reads an offset of exactly one hour as minutes. */
  oneHourInMinutes: z.boolean().default(false),
});
export type PushTerminalConfig = z.output<typeof PushTerminalConfig>;

/** The listener for terminals that push. Plain HTTP: for the local network only. */
export const PushConfig = z.strictObject({
  /** The port that is entered at the terminals as the server's port. */
  port: z.number().int().min(1).max(65_535).default(8081),
  /** Address to listen on; default: every address of this machine. */
  host: z.string().trim().min(1).max(180).default('0.0.0.0'),
  terminals: z.array(PushTerminalConfig).max(500).default([]),
});
export type PushConfig = z.output<typeof PushConfig>;
