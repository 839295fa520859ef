/** Opens everything that a bridge needs (state folder, outbox, cloud, terminals) without starting any loop. @module */

import { cloudClock, OutboxSender, openCloud, SealingKeyPair, SiteKey } from '#bridge/cloud/index.ts';
import type { BridgeConfig } from '#bridge/config/index.ts';
import { caOf, holdStateDir, openStateDir } from '#bridge/config/index.ts';
import { type BridgeLog, type LogTail, reasonOf } from '#bridge/log/index.ts';
import type { Enrolment } from '#bridge/outbox/index.ts';
import { Outbox, readFound } from '#bridge/outbox/index.ts';
import type { OpenTerminal } from '#bridge/terminals/pull/index.ts';
import { TerminalRegistry, zkTerminals } from '#bridge/terminals/pull/index.ts';
import { PushTerminals } from '#bridge/terminals/push/index.ts';
import { type BridgeContext, type BridgeTiming, bridgeTiming } from './bridge-context.ts';
import { CloudTerminals } from './cloud-terminals.ts';
import { foundTerminals } from './found-terminals.ts';
import type { Inability } from './updates.ts';
import { tellUsers } from './user-details.ts';

/** A bridge that has no enrolment with the cloud of its configuration. */
export class NotEnrolled extends Error {
  override readonly name = 'NotEnrolled';
}

/** What a bridge is started with. */
export interface BridgeOptions {
  /** As parsed by {@link BridgeConfig}; `stateDir` absolute. */
  config: BridgeConfig;
  log: BridgeLog;
  /** Stops the bridge, like `stop()`. */
  signal?: AbortSignal;
  /** How the bridge talks to terminals; the 4370 protocol unless given. */
  openTerminal?: OpenTerminal;
  timing?: Partial<BridgeTiming>;
  /** Keeps what is logged for a diagnosis; a new one unless given. */
  tail?: LogTail;
  /** Why this bridge takes no releases by itself, asked with every heartbeat; because of its program unless said. */
  inability?: () => Inability | undefined;
  /** Epoch milliseconds of this machine; the system's clock unless given. */
  now?: () => number;
}

/** Everything that is opened for a bridge, without any loop running. */
export interface OpenedBridge {
  context: BridgeContext;
  enrolment: Enrolment;
  close(): void;
}

/**
 * Opens the state folder and everything on it.
 * @throws StateDirError when the folder is in use, open to others or damaged
 * @throws NotEnrolled when this bridge has no identity, or one of another cloud
 */
export function openBridge(options: BridgeOptions): OpenedBridge {
  const { config, log, now = Date.now } = options;
  openStateDir(config.stateDir);
  const lock = holdStateDir(config.stateDir);
  let outbox: Outbox | undefined;
  try {
    outbox = new Outbox({ stateDir: config.stateDir, limitBytes: config.limits.outboxBytes, now });
    const enrolment = outbox.enrolments.current();
    if (enrolment === null) {
      throw new NotEnrolled(
        'This bridge is not enrolled yet. Run: rollcall-bridge enrol --config FILE --token TOKEN',
      );
    }
    if (enrolment.cloudUrl !== config.cloud) {
      throw new NotEnrolled(
        `This bridge is enrolled with ${enrolment.cloudUrl}, but the configuration names ${config.cloud}. Enrol it there.`,
      );
    }
    const timing = { ...bridgeTiming, ...options.timing };
    const { enrolments } = outbox;
    const siteKey = new SiteKey({
      stateDir: config.stateDir,
      bridgeId: enrolment.bridgeId,
      keyFile: enrolment.keyFile,
      useKey: (file) => enrolments.useKey(file),
    });
    const cloud = openCloud({
      cloudUrl: config.cloud,
      ...caOf(config),
      signer: siteKey,
      clock: cloudClock(now),
      timeoutSeconds: timing.requestTimeoutSeconds,
      onClockSkew: (skewSeconds) =>
        log({
          level: 'warn',
          event: 'clock.skewed',
          message: `This machine's clock is ${-skewSeconds} s ahead of the cloud's; requests are signed with the cloud's time.`,
          facts: { skewSeconds },
        }),
      onUnpacked: (error) =>
        log({
          level: 'warn',
          event: 'cloud.uncompressed',
          message: `Something between this machine and the cloud changes compressed requests (${reasonOf(error)}). They go uncompressed until the next start.`,
        }),
    });
    const opened = outbox;
    const sender = new OutboxSender({
      outbox,
      api: cloud.api,
      log,
      backoff: timing.cloudBackoff,
      onUsersCreated: (serial, userIds) => push?.noteCreated(serial, userIds),
    });
    const registry = new TerminalRegistry({
      terminals: config.terminals,
      parallel: config.limits.parallelTerminals,
      memory: outbox.terminals,
      open: options.openTerminal ?? zkTerminals(now),
      clock: cloud.clock,
      zone: enrolment.zone,
      log,
    });
    const cloudTerminals = new CloudTerminals({
      config,
      bridgeId: enrolment.bridgeId,
      sealingKey: new SealingKeyPair(config.stateDir),
      registry,
      log,
    });
    const push: PushTerminals | undefined =
      config.push &&
      new PushTerminals({
        config: config.push,
        stateDir: config.stateDir,
        outbox,
        sender,
        tellUsers: (serial, users, signal) => tellUsers({ cloud, log, timing }, serial, users, signal),
        zone: enrolment.zone,
        now: () => cloud.clock.now(),
        log,
      });
    const searched = readFound(config.stateDir);
    const found = () => foundTerminals({ config, searched, registry, push });
    outbox.releaseAll();
    announceOutbox(outbox, log);
    return {
      context: { cloud, siteKey, outbox, sender, registry, cloudTerminals, push, found, log, timing },
      enrolment,
      close() {
        cloud.close();
        opened.close();
        lock.release();
      },
    };
  } catch (error) {
    outbox?.close();
    lock.release();
    throw error;
  }
}

/** Logs what nobody must overlook: that the outbox was damaged, and when it accepts nothing more. */
function announceOutbox(outbox: Outbox, log: BridgeLog): void {
  const { damaged, fullness } = outbox;
  if (damaged !== null) {
    const saved = damaged.batches.reduce((sum, { records }) => sum + records.length, 0);
    log({
      level: 'error',
      event: 'outbox.damaged',
      message:
        `The outbox was damaged (${damaged.reason}). It is kept as ${damaged.file}; ${saved} waiting records were saved ` +
        'from it. The bridge reads the terminals again, and the cloud recognises what it has.',
      facts: { file: damaged.file, saved },
    });
  }
  let wasDisk = false;
  const sayFull = (full: boolean) => {
    const { disk } = fullness;
    const subject = disk !== null || (!full && wasDisk) ? 'disk' : 'outbox';
    wasDisk = disk !== null;
    log({
      level: full ? 'error' : 'info',
      event: full ? `${subject}.full` : `${subject}.has-room`,
      message: full
        ? `${fullness.fault().message} ${outbox.waiting().records} records wait.`
        : `The ${subject} has room again; the bridge reads terminals again.`,
      ...(disk === null ? {} : { facts: { ...disk } }),
    });
  };
  fullness.listen(sayFull);
  if (fullness.isFull) sayFull(true);
}
