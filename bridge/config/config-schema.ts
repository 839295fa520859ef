/** The schema of the bridge's configuration file: cloud, state folder, limits and terminals that are pulled. @module */

import { hostname } from 'node:os';
import * as z from 'zod';
import {
  CommKey,
  mostTerminalsOfBridge,
  terminalHost,
  terminalSettings,
} from '#shared/contract/terminal-settings.ts';
import { takeApart } from '#shared/terminal-host.ts';
import { PushConfig } from './push-config.ts';
import { ZoneName } from './zone-name.ts';

const loopbackHosts = new Set(['127.0.0.1', '[::1]', 'localhost']);

/** Base address of the cloud: https, or http on the loopback interface. Without a trailing slash. */
const CloudUrl = z
  .string()
  .refine((text) => URL.canParse(text), 'must be an address such as https://rollcall.example')
  .transform((text) => new URL(text))
  .refine(
    (url) => url.protocol === 'https:' || (url.protocol === 'http:' && loopbackHosts.has(url.hostname)),
    'must begin with https:// (plain http only for 127.0.0.1, [::1] or localhost)',
  )
  .refine(
    (url) => url.username === '' && url.password === '' && url.search === '' && url.hash === '',
    'must have no user name, query or fragment',
  )
  .transform((url) => url.origin + url.pathname.replace(/\/+$/, ''));

/** Takes the port out of a host that has one, unless the port is also given by itself. */
function apart(terminal: unknown): unknown {
  if (typeof terminal !== 'object' || terminal === null || !('host' in terminal)) return terminal;
  const { host } = terminal;
  if (typeof host !== 'string') return terminal;
  const found = takeApart(host);
  if (found.port === undefined || !('port' in terminal)) return { ...terminal, ...found };
  return terminal.port === found.port ? { ...terminal, ...found } : terminal;
}

const { port, name, serial, ...others } = terminalSettings;

/** One terminal on the customer's network. The order is that in which problems are reported. */
const TerminalSettings = z.strictObject({
  /** Name or address of the terminal. */
  host: terminalHost('has another port than "port" says: leave one of them out'),
  port,
  /** Communication key as shown in the terminal's menu; 0 or none when it has none. */
  commKey: CommKey.optional(),
  name,
  serial,
  /** Zone of the terminal's clock; default: the organisation's. */
  zone: ZoneName.optional(),
  ...others,
});

/** One terminal on the customer's network; its host may be written with the port. */
export const TerminalConfig = z.preprocess(apart, TerminalSettings);
export type TerminalConfig = z.output<typeof TerminalConfig>;

/** Releases that a bridge takes by itself. */
const UpdateSettings = z.strictObject({
  /** Address, or folder of this machine, that has the newest release. */
  from: z
    .string()
    .trim()
    .min(1)
    .refine((text) => !/^http:/i.test(text), 'must begin with https://, or be a folder of this machine'),
  /** The ring of the site: so many hours after a release was made, it is taken here. */
  afterHours: z.number().min(0).max(8760).default(0),
});

const mebibyte = 1024 * 1024;

/** The bridge's configuration file. */
export const BridgeConfig = z.strictObject({
  cloud: CloudUrl,
  /** Certificates in PEM of a company's own authority; relative to the configuration file. */
  caFile: z.string().min(1).optional(),
  /** The bridge's name in the console; default: the host's name. */
  name: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .default(() => hostname().slice(0, 100) || 'bridge'),
  /** Folder of the outbox and the key; relative to the configuration file. */
  stateDir: z.string().min(1),
  terminals: z.array(TerminalConfig).max(mostTerminalsOfBridge).default([]),
  /** Present when terminals push to this bridge. */
  push: PushConfig.optional(),
  /** From where signed releases are taken; absent when the cloud may say so, and `null` when none are, whatever it says. */
  updates: z.preprocess((value) => (value === 'off' ? null : value), UpdateSettings.nullable()).optional(),
  limits: z
    .strictObject({
      /** Bytes of records that may wait for the cloud; then reading stops. */
      outboxBytes: z
        .number()
        .int()
        .min(mebibyte)
        .default(1024 * mebibyte),
      /** Terminals that are read at the same time. */
      parallelTerminals: z.number().int().min(1).max(64).default(8),
      /** Sessions that may stay open to hear of punches; terminals beyond them are read by downloads only. */
      realtimeSessions: z.number().int().min(0).max(500).default(250),
    })
    .prefault({}),
  poll: z
    .strictObject({
      /** The cloud says when to ask again; the bridge never waits longer than this. */
      maxSeconds: z.number().min(1).max(3600).default(60),
      /** How often the bridge looks after a terminal that no task has contacted. */
      probeSeconds: z.number().min(10).max(86_400).default(300),
    })
    .prefault({}),
});
/** A configuration as checked; `stateDir` absolute once it has been read from a file. */
export type BridgeConfig = z.output<typeof BridgeConfig>;

/** `host:port` of a terminal, as it stands in faults and reports. */
export function addressOf(terminal: Pick<TerminalConfig, 'host' | 'port'>): string {
  return `${terminal.host}:${terminal.port}`;
}
