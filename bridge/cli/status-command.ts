/** `rollcall-bridge status` shows identity, outbox and terminals, also while the bridge runs. @module */

import { addressOf, type BridgeConfig, isHeld, type ListedTerminal } from '#bridge/config/index.ts';
import {
  diskFullSentence,
  type OutboxStatus,
  readOutboxStatus,
  type TerminalReportValue,
} from '#bridge/outbox/index.ts';
import { driftSentence, fittingZone, zoneSentence } from '#bridge/terminals/pull/index.ts';
import { readPushHearsay } from '#bridge/terminals/push/index.ts';
import { keptList } from '#bridge/work/index.ts';
import { missingRecords } from '#shared/iclock/reconciliation.ts';
import { alarmingDriftSeconds } from '#shared/time/clock-drift.ts';
import { instantFromEpoch } from '#shared/time/wall-time.ts';
import type { Command } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { ownInability } from './missing-updater.ts';
import { configOf, readOptions } from './options.ts';
import { textTable } from './table.ts';
import { updateStatus, updateText } from './update-status.ts';

/** Configured terminals that have never reported a serial number, and why, where the bridge has tried them. */
function silentTerminals(
  config: BridgeConfig,
  listed: readonly ListedTerminal[],
  status: OutboxStatus | null,
) {
  const known = new Set(status?.terminals.flatMap(({ address, serial }) => [address, serial]));
  const counting = listed.filter(({ overriddenBy }) => overriddenBy === undefined);
  return [...config.terminals, ...counting.map(({ settings }) => settings)]
    .filter((terminal) => !known.has(terminal.serial ?? addressOf(terminal)))
    .map((terminal) => {
      const address = addressOf(terminal);
      const fault = status?.silent.find((item) => item.address === address)?.fault;
      return { address, serial: terminal.serial ?? null, fault: fault ?? null };
    });
}

/** Terminals that push: those that are configured, and those that want to push and are not configured. */
function pushStatus({ push, stateDir }: BridgeConfig) {
  const configured = push?.terminals ?? [];
  const serials = new Set(configured.map(({ serial }) => serial));
  const { terminals, strangers } = readPushHearsay(stateDir);
  const moment = (epoch: number | undefined) => (epoch === undefined ? null : instantFromEpoch(epoch));
  return {
    pushTerminals: configured.map(({ serial }) => {
      const { address = null, lastContactAt, records = null, reconciliation } = terminals.get(serial) ?? {};
      const missing = reconciliation === undefined ? null : missingRecords(reconciliation);
      return { serial, address, lastContactAt: moment(lastContactAt), records, missing };
    }),
    unknownPushTerminals: strangers
      .filter(({ serial }) => !serials.has(serial))
      .map(({ serial, address, lastAt }) => ({ serial, address, lastSeenAt: instantFromEpoch(lastAt) })),
  };
}

/** What to do about a clock that is wrong. */
function clockAdvice(
  { serial, zone: own, clockDriftSeconds }: TerminalReportValue,
  config: BridgeConfig,
  status: OutboxStatus | null,
  now: number,
): { clockAdvice?: string } {
  if (clockDriftSeconds === undefined || Math.abs(clockDriftSeconds) <= alarmingDriftSeconds) return {};
  const configured = config.terminals.find((terminal) => terminal.serial === serial)?.zone;
  const zone = status?.zones.get(serial) ?? own ?? configured ?? status?.enrolment?.zone;
  if (zone === undefined) return {};
  const fitting = fittingZone(clockDriftSeconds, zone, now);
  const name = `terminal ${serial}`;
  if (fitting === null) return { clockAdvice: driftSentence(name, zone, clockDriftSeconds) };
  return { clockAdvice: zoneSentence(fitting, { name, zone, driftSeconds: clockDriftSeconds }) };
}

/** The status in the form of `status --json`. */
function statusDocument(config: BridgeConfig, status: OutboxStatus | null, running: boolean, now: number) {
  const oldestAt = status?.waiting.oldestAt ?? null;
  const { version, terminals: listed } = keptList(config, status);
  return {
    running,
    cloud: config.cloud,
    bridgeId: status?.enrolment?.bridgeId ?? null,
    enrolledAt: status?.enrolment?.enrolledAt ?? null,
    lastContact: status?.lastContact ?? null,
    updates: updateStatus(config, ownInability()),
    outbox: {
      state: status?.fullSince == null && status?.fullDisk == null ? 'open' : 'full',
      fullSince: status?.fullSince ?? null,
      fullDisk: status?.fullDisk ?? null,
      waiting: status?.waiting.records ?? 0,
      refused: status?.waiting.refusedRecords ?? 0,
      bytes: status?.waiting.bytes ?? 0,
      limitBytes: config.limits.outboxBytes,
      oldestAt: oldestAt === null ? null : instantFromEpoch(oldestAt),
    },
    terminals: (status?.terminals ?? []).map((terminal) => ({
      ...terminal,
      ...clockAdvice(terminal, config, status, now),
    })),
    neverAnswered: silentTerminals(config, listed, status),
    cloudList: {
      version,
      terminals: listed.map(({ settings, overriddenBy }) => ({
        address: addressOf(settings),
        name: settings.name ?? null,
        serial: settings.serial ?? null,
        overriddenBy: overriddenBy ?? null,
      })),
    },
    ...pushStatus(config),
  };
}

type StatusDocument = ReturnType<typeof statusDocument>;

function outboxText({ outbox }: StatusDocument): string {
  const since = outbox.oldestAt === null ? '' : ` since ${outbox.oldestAt}`;
  const refused = outbox.refused === 0 ? '' : `, ${outbox.refused} of them were refused by the cloud`;
  const full =
    outbox.fullDisk !== null
      ? `\n           ${diskFullSentence(outbox.fullDisk)}`
      : outbox.fullSince === null
        ? ''
        : `\n           FULL since ${outbox.fullSince}: terminals are not read until the cloud has taken what waits`;
  return `${outbox.waiting} records wait${since}${refused}${full}`;
}

function signed(seconds: number | undefined): string {
  if (seconds === undefined) return '';
  return `${seconds >= 0 ? '+' : ''}${seconds} s`;
}

/** An instant to the minute, for people. */
function minuteOf(instant: string | undefined): string {
  return instant === undefined ? '' : `${instant.slice(0, 16).replace('T', ' ')} UTC`;
}

function terminalRows(status: StatusDocument): string[][] {
  const { terminals, neverAnswered, pushTerminals, unknownPushTerminals } = status;
  return [
    ...terminals.map((terminal) => [
      terminal.serial,
      terminal.address,
      terminal.state,
      terminal.records === undefined ? '' : String(terminal.records),
      signed(terminal.clockDriftSeconds),
      minuteOf(terminal.completeThrough),
      [
        ...(terminal.fault ? [terminal.fault.message] : []),
        ...(terminal.missingRecords
          ? [`${terminal.missingRecords} of its records were not handed over.`]
          : []),
        ...(terminal.blankRecords
          ? [`${terminal.blankRecords} of its records are blank; they are in quarantine.`]
          : []),
        ...(terminal.unreadableUsers
          ? [`${terminal.unreadableUsers} of its users could not be read: their layout is not known.`]
          : []),
        ...(terminal.clockAdvice === undefined ? [] : [terminal.clockAdvice]),
      ].join(' '),
    ]),
    ...neverAnswered.map(({ serial, address, fault }) => [
      serial ?? '?',
      address,
      'never answered',
      '',
      '',
      '',
      fault?.message ?? '',
    ]),
    ...pushTerminals.map(({ serial, address, lastContactAt, records, missing }) => [
      serial,
      address ?? '',
      lastContactAt === null ? 'never called' : 'pushes',
      records === null ? '' : String(records),
      '',
      '',
      [
        ...(lastContactAt === null ? [] : [`It last called at ${lastContactAt}.`]),
        ...(missing ? [`${missing} of its records never arrived.`] : []),
      ].join(' '),
    ]),
    ...unknownPushTerminals.map(({ serial, address, lastSeenAt }) => [
      serial,
      address,
      'not configured',
      '',
      '',
      '',
      `It wants to push and last tried at ${lastSeenAt}. If it is yours, add it under push.terminals.`,
    ]),
  ];
}

/** The cloud's list in a line, and a line for each terminal in whose place one of the configuration file counts. */
function listText(version: number, terminals: StatusDocument['cloudList']['terminals']): string {
  const overridden = terminals.flatMap(({ address, overriddenBy }) =>
    overriddenBy === null
      ? []
      : [
          `\n           ${address}: not in force, the configuration file has a terminal with this ${overriddenBy}`,
        ],
  );
  return `version ${version}, ${terminals.length} terminals besides those of the configuration file${overridden.join('')}`;
}

function forPeople(status: StatusDocument): string {
  const rows = terminalRows(status);
  const lines = [
    `Bridge     ${status.bridgeId ?? 'not enrolled'}, ${status.running ? 'running' : 'not running: what follows is as it was last'}`,
    `Cloud      ${status.cloud}, last answer ${status.lastContact ?? 'never'}`,
    `Outbox     ${outboxText(status)}`,
    `Updates    ${updateText(status.updates)}`,
  ];
  const { version, terminals } = status.cloudList;
  if (version > 0) lines.push(`Cloud list ${listText(version, terminals)}`);
  const table = textTable(
    ['terminal', 'address', 'state', 'records', 'clock', 'in the cloud up to', ''],
    rows,
  );
  return `${lines.join('\n')}\n${rows.length === 0 ? '' : `\n${table}`}`;
}

/** `status`: the state of this bridge, also while it runs. */
export const statusCommand: Command = {
  summary: 'show identity, outbox and terminals, also while the bridge runs',
  help: `Usage: rollcall-bridge status --config FILE [--json]

  -c, --config FILE   configuration (YAML or JSON)
      --json          one JSON object
`,
  async run(args, { stdout, now }) {
    const options = readOptions(args, { json: { type: 'boolean' } });
    const config = configOf(options.config);
    const status = statusDocument(config, readOutboxStatus(config.stateDir), isHeld(config.stateDir), now());
    stdout.write(options.json ? `${JSON.stringify(status)}\n` : forPeople(status));
    return exitCodes.ok;
  },
};
