/** Stores what the cloud keeps about pushing terminals: settings, protocol memory, alerts and commands. @module */

import type { QueuedCommand } from '#shared/iclock/command-queue.ts';
import type { PushAlert, PushMemory } from '#shared/iclock/host.ts';
import type { PushStamps } from '#shared/iclock/options.ts';
import type { Reconciliation } from '#shared/iclock/reconciliation.ts';
import type { Serial } from '#shared/punch/serial.ts';
import type { Instant } from '#shared/time/wall-time.ts';
import type { Database, Item, Key } from './database.ts';
import { keptSecondsOf } from './kept-days.ts';
import { partition } from './keys.ts';
import { document, flag, listOf, mapOf, number, object, oneOf, optional, orNull, text } from './shape.ts';
import { readerOf } from './stored-kind.ts';

/** What an administrator has set for a terminal that pushes to the cloud. */
export interface PushSettings {
  /** Hash of serial number and communication key, see `domain/terminals/push-keys.ts`; never the key. */
  keyHash?: string | undefined;
  networks?: string[] | undefined;
  transFlag?: string | undefined;
  oneHourInMinutes?: boolean | undefined;
}

/** An alert as stored: the latest of its kind. */
export interface StoredAlert {
  at: Instant;
  alert: PushAlert;
}

/** What the cloud remembers about a terminal that pushes to it. */
export interface PushState extends PushMemory {
  model?: string;
  firmware?: string;
  records?: number;
  reconciliation?: Reconciliation;
  alerts?: Record<string, StoredAlert>;
}

/** Everything about one push terminal, read at once. */
export interface PushItems {
  settings: PushSettings | undefined;
  state: PushState;
  /** Queued and sent commands, and those that ended recently; in the order of their ids. */
  commands: QueuedCommand[];
}

const settingsKey = 'SETTINGS';
const stateKey = 'STATE';
const commandPrefix = 'COMMAND#';
/** Commands are forgotten this long after they were queued. */
const commandSeconds = keptSecondsOf('terminalCommands');

const toSettings = readerOf(
  'settings of a push terminal',
  object<PushSettings>({
    keyHash: optional(text()),
    networks: optional(listOf(text())),
    transFlag: optional(text()),
    oneHourInMinutes: optional(flag()),
  }),
);

const toState = readerOf(
  'memory of a push terminal',
  object<Partial<PushState>>({
    stamps: optional(
      object({ ATTLOG: optional(text()), OPERLOG: optional(text()), ATTPHOTO: optional(text()) }),
    ),
    offsetMinutesSent: optional(number()),
    clockSettling: optional(
      orNull(object({ since: number(), until: optional(number()), fromMinutes: optional(number()) })),
    ),
    keyAddress: optional(text()),
    address: optional(text()),
    lastContactAt: optional(number()),
    dialect: optional(oneOf('att', 'acc')),
    model: optional(text()),
    firmware: optional(text()),
    records: optional(number()),
    reconciliation: optional(
      object({
        from: text(),
        through: text(),
        state: oneOf('counting', 'querying', 'whole', 'short', 'unsupported'),
        known: optional(number()),
        counted: optional(number()),
        received: number(),
        answered: optional(flag()),
        idlePolls: optional(number()),
      }),
    ),
    alerts: optional(mapOf(object({ at: text(), alert: document() }))),
  }),
);

const toCommand = readerOf(
  'command',
  object<QueuedCommand>({
    id: text(),
    command: document(),
    state: oneOf('queued', 'sent', 'acknowledged', 'given-up'),
    queuedAt: number(),
    sentAt: optional(number()),
    deliveries: number(),
    returnCode: optional(orNull(number())),
  }),
  ['expiresAt'],
);

/** Push terminals of one organisation: settings, memory and commands of each in one partition. */
export function pushStore(database: Database, organisation: string) {
  const table = database.operations;
  const partitionOf = (serial: Serial) => partition(organisation, 'PUSH', serial);
  const key = (serial: Serial, sk: string): Key => ({ pk: partitionOf(serial), sk });

  function commandItem(serial: Serial, command: QueuedCommand): Item {
    return {
      ...key(serial, `${commandPrefix}${command.id}`),
      expiresAt: Math.floor(command.queuedAt / 1000) + commandSeconds,
      ...command,
    };
  }

  return {
    /** Settings, memory and commands of a terminal, strongly consistent. */
    async read(serial: Serial): Promise<PushItems> {
      const items = await table.queryAll({
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': partitionOf(serial) },
        ConsistentRead: true,
      });
      const find = (sk: string) => items.find((item) => item.sk === sk);
      const settings = find(settingsKey);
      const state = find(stateKey);
      return {
        settings: settings && toSettings(settings),
        state: { stamps: {}, ...(state && toState(state)) },
        commands: items.filter(({ sk }) => sk.startsWith(commandPrefix)).map(toCommand),
      };
    },

    /** Replaces a terminal's settings. */
    async saveSettings(serial: Serial, settings: PushSettings): Promise<void> {
      await table.put({ ...key(serial, settingsKey), ...settings });
    },

    /** Settings of a terminal, and when it called last (epoch milliseconds, to the minute): in one read. */
    async settingsAndContact(
      serial: Serial,
    ): Promise<{ settings: PushSettings | undefined; lastContactAt: number | undefined }> {
      const items = await table.batchGet([key(serial, settingsKey), key(serial, stateKey)]);
      const find = (sk: string) => items.find((item) => item.sk === sk);
      const settings = find(settingsKey);
      const state = find(stateKey);
      return {
        settings: settings && toSettings(settings),
        lastContactAt: state && toState(state).lastContactAt,
      };
    },

    /** Replaces the hash of a key by another of the same key, unless the key has been changed since. */
    async replaceKeyHash(serial: Serial, from: string, to: string): Promise<void> {
      await table.updateIf(key(serial, settingsKey), {
        UpdateExpression: 'SET keyHash = :to',
        ConditionExpression: 'keyHash = :from',
        ExpressionAttributeValues: { ':from': from, ':to': to },
      });
    },

    /** Changes the given fields of a terminal's memory and leaves the others as they are. */
    async changeState(serial: Serial, change: Partial<Omit<PushState, 'stamps' | 'alerts'>>): Promise<void> {
      const fields = Object.entries(change).filter(([, value]) => value !== undefined);
      if (fields.length === 0) return;
      await table.updateIf(key(serial, stateKey), {
        UpdateExpression: `SET ${fields.map(([name]) => `#${name} = :${name}`).join(', ')}`,
        ExpressionAttributeNames: Object.fromEntries(fields.map(([name]) => [`#${name}`, name])),
        ExpressionAttributeValues: Object.fromEntries(fields.map(([name, value]) => [`:${name}`, value])),
      });
    },

    /** Keeps the stamps of a terminal as they are after an upload. */
    async saveStamps(serial: Serial, stamps: PushStamps): Promise<void> {
      await table.updateIf(key(serial, stateKey), {
        UpdateExpression: 'SET stamps = :stamps',
        ExpressionAttributeValues: { ':stamps': stamps },
      });
    },

    /** Keeps the alerts of a terminal: the latest of each kind. */
    async saveAlerts(serial: Serial, alerts: Record<string, StoredAlert>): Promise<void> {
      await table.updateIf(key(serial, stateKey), {
        UpdateExpression: 'SET alerts = :alerts',
        ExpressionAttributeValues: { ':alerts': alerts },
      });
    },

    /**
     * Adds to the number of rows that a running check has received.
     * @param through - the check that the rows belong to: a later one is not touched
     */
    async addReceived(serial: Serial, through: string, rows: number): Promise<void> {
      await table.updateIf(key(serial, stateKey), {
        UpdateExpression:
          'SET reconciliation.received = reconciliation.received + :rows, reconciliation.idlePolls = :none',
        ConditionExpression: 'reconciliation.through = :through',
        ExpressionAttributeValues: { ':rows': rows, ':none': 0, ':through': through },
      });
    },

    /** Adds a command unless there is one with its id. */
    async addCommand(serial: Serial, command: QueuedCommand): Promise<void> {
      await table.putIfAbsent(commandItem(serial, command));
    },

    /**
     * Replaces a command that is on its way with what has become of it.
     * @returns false when it was withdrawn, given up or answered meanwhile; then it stays as it is
     */
    async moveCommand(serial: Serial, command: QueuedCommand): Promise<boolean> {
      return await table.putIf(commandItem(serial, command), {
        ConditionExpression: '#state IN (:queued, :sent)',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':queued': 'queued', ':sent': 'sent' },
      });
    },

    /** Adds a command, or replaces it with what has become of it. */
    async saveCommand(serial: Serial, command: QueuedCommand): Promise<void> {
      await table.put(commandItem(serial, command));
    },
  };
}
