/**
 * Makes the bundle that says how a bridge is: for the cloud, when an administrator asks, and for the person in front of it. One
 * function makes both, and takes what it says from a closed list of fields.
 * @module
 */

import { availableParallelism, freemem, totalmem, uptime } from 'node:os';
import { checkCloud } from '#bridge/cloud/index.ts';
import { addressOf, type BridgeConfig, bridgeVersion, isHeld, thisMachine } from '#bridge/config/index.ts';
import type { LogTail } from '#bridge/log/index.ts';
import {
  measuredRoom,
  type OutboxStatus,
  readOutboxStatus,
  type TerminalReportValue,
} from '#bridge/outbox/index.ts';
import { readPushHearsay } from '#bridge/terminals/push/index.ts';
import type { UpdateReport } from '#shared/contract/bridge-updates.ts';
import type { DiagnosedTerminal, DiagnosisBundle } from '#shared/contract/diagnosis-bundle.ts';
import { missingRecords } from '#shared/iclock/reconciliation.ts';
import { instantFromEpoch } from '#shared/time/wall-time.ts';
import { fitBundle } from './fit-bundle.ts';
import { keptList } from './kept-list.ts';
import { knockAll } from './knock.ts';

/** What {@link diagnose} goes by. */
export interface DiagnosisOptions {
  config: BridgeConfig;
  /** What the bridge at work has logged; without it nothing is known of that. */
  tail?: LogTail | undefined;
  /** Since when the bridge at work runs, in epoch milliseconds; without it this process is none. */
  startedAt?: number | undefined;
  updates: UpdateReport;
  /** Epoch milliseconds of this machine. */
  now: () => number;
  signal: AbortSignal;
}

/** What the bridge last knew of a terminal that it reads. */
function knownState(
  report: TerminalReportValue | undefined,
  silent: OutboxStatus['silent'][number] | undefined,
): Pick<
  DiagnosedTerminal,
  'state' | 'fault' | 'clockDriftSeconds' | 'records' | 'missingRecords' | 'completeThrough'
> {
  const fault = report === undefined ? silent?.fault : report.fault;
  const { clockDriftSeconds, records, missingRecords, completeThrough } = report ?? {};
  return {
    state: report?.state ?? 'never-answered',
    ...(fault === undefined ? {} : { fault: { code: fault.code, message: fault.message.slice(0, 500) } }),
    ...(clockDriftSeconds === undefined ? {} : { clockDriftSeconds }),
    ...(records === undefined ? {} : { records }),
    ...(missingRecords === undefined ? {} : { missingRecords }),
    ...(completeThrough === undefined ? {} : { completeThrough }),
  };
}

/** The terminals that the bridge reads: those of the configuration, those of the cloud's list, and those of which it still knows. */
function readTerminals(
  config: BridgeConfig,
  status: OutboxStatus | null,
): (DiagnosedTerminal & { at?: { host: string; port: number } })[] {
  const reports = status?.terminals ?? [];
  const listed = keptList(config, status).terminals.filter(({ overriddenBy }) => overriddenBy === undefined);
  const terminals = [
    ...config.terminals.map(({ commKey, ...settings }) => ({
      ...settings,
      hasCommKey: commKey !== undefined,
    })),
    ...listed.map(({ settings: { sealedCommKey, ...settings } }) => ({
      ...settings,
      hasCommKey: sealedCommKey !== undefined,
    })),
  ];
  const configured = terminals.map((terminal) => {
    const address = addressOf(terminal);
    const report = reports.find((known) =>
      terminal.serial === undefined ? known.address === address : known.serial === terminal.serial,
    );
    const silent = status?.silent.find((known) => known.address === address);
    const { serial = report?.serial, zone, realtime, setClock, transport } = terminal;
    const state = knownState(report, silent);
    const isLeftInPeace = state.state === 'online' || transport === 'udp';
    return {
      ...(serial === undefined ? {} : { serial }),
      address,
      pushes: false,
      configured: true,
      hasCommKey: terminal.hasCommKey,
      ...(zone === undefined ? {} : { zone }),
      realtime,
      setClock,
      transport,
      ...state,
      ...(isLeftInPeace ? {} : { at: terminal }),
    };
  });
  const shown = new Set(configured.map(({ serial }) => serial));
  const others = reports
    .filter(({ serial }) => !shown.has(serial))
    .map((report) => ({
      serial: report.serial,
      address: report.address,
      pushes: false,
      configured: false,
      hasCommKey: false,
      ...knownState(report, undefined),
    }));
  return [...configured, ...others];
}

/** The terminals that push to the bridge, as far as the configuration has them. */
function pushTerminals({ push, stateDir }: BridgeConfig): DiagnosedTerminal[] {
  if (push === undefined) return [];
  const { terminals } = readPushHearsay(stateDir);
  return push.terminals.map(({ serial, zone, commKey }) => {
    const { address, lastContactAt, records, reconciliation } = terminals.get(serial) ?? {};
    const missing = reconciliation === undefined ? undefined : missingRecords(reconciliation);
    return {
      serial,
      ...(address === undefined ? {} : { address }),
      pushes: true,
      configured: true,
      hasCommKey: commKey !== undefined,
      ...(zone === undefined ? {} : { zone }),
      state: lastContactAt === undefined ? 'never-answered' : 'online',
      ...(records === undefined ? {} : { records }),
      ...(missing == null ? {} : { missingRecords: missing }),
      ...(lastContactAt === undefined ? {} : { lastContactAt: instantFromEpoch(lastContactAt) }),
    };
  });
}

async function diagnosedTerminals(
  config: BridgeConfig,
  status: OutboxStatus | null,
  signal: AbortSignal,
): Promise<DiagnosedTerminal[]> {
  const read = readTerminals(config, status);
  const doors = read.flatMap(({ at }) => (at === undefined ? [] : [at]));
  const knocks = (await knockAll(doors, signal)).values();
  const tried = read.map(({ at, ...terminal }) => {
    const knock = at === undefined ? undefined : knocks.next().value;
    return knock === undefined ? terminal : { ...terminal, knock };
  });
  return [...tried, ...pushTerminals(config)];
}

function diskOf(stateDir: string): { freeDiskBytes?: number; totalDiskBytes?: number } {
  try {
    const { freeBytes, totalBytes } = measuredRoom(stateDir);
    return { freeDiskBytes: freeBytes, totalDiskBytes: totalBytes };
  } catch {
    // There is no such folder yet: nothing was ever enrolled here.
    return {};
  }
}

/**
 * How this bridge is: program, machine, outbox, the way to the cloud, terminals, and the last lines of the log.
 * @throws StateDirError when the outbox cannot be read
 */
export async function diagnose(options: DiagnosisOptions): Promise<DiagnosisBundle> {
  const { config, tail, startedAt, updates, now, signal } = options;
  const { stateDir, limits, poll, push } = config;
  const status = readOutboxStatus(stateDir);
  const { waiting = null, fullSince = null, fullDisk = null, lastContact = null } = status ?? {};
  const oldestAt = waiting?.oldestAt ?? null;
  const [cloud, terminals] = await Promise.all([
    checkCloud(config, now, signal),
    diagnosedTerminals(config, status, signal),
  ]);
  const bundle: DiagnosisBundle = {
    madeAt: instantFromEpoch(now()),
    program: {
      version: bridgeVersion,
      node: process.version,
      platform: thisMachine().platform,
      isRunning: startedAt !== undefined || isHeld(stateDir),
      ...(startedAt === undefined ? {} : { startedAt: instantFromEpoch(startedAt) }),
      usedMemoryBytes: process.memoryUsage.rss(),
      updates,
    },
    machine: {
      upSeconds: Math.round(uptime()),
      processors: availableParallelism(),
      freeMemoryBytes: freemem(),
      totalMemoryBytes: totalmem(),
      ...diskOf(stateDir),
    },
    outbox: {
      waiting: waiting?.records ?? 0,
      refused: waiting?.refusedRecords ?? 0,
      bytes: waiting?.bytes ?? 0,
      limitBytes: limits.outboxBytes,
      ...(oldestAt === null ? {} : { oldestAt: instantFromEpoch(oldestAt) }),
      ...(fullSince === null ? {} : { fullSince }),
      isDiskFull: fullDisk !== null,
    },
    settings: {
      parallelTerminals: limits.parallelTerminals,
      realtimeSessions: limits.realtimeSessions,
      longestPollSeconds: poll.maxSeconds,
      probeSeconds: poll.probeSeconds,
      ...(push === undefined ? {} : { pushPort: push.port }),
    },
    cloud: { ...cloud, ...(lastContact === null ? {} : { lastAnswerAt: lastContact }) },
    terminals,
    log: [],
    leftOutLines: 0,
  };
  return fitBundle(bundle, tail?.lines() ?? []);
}
