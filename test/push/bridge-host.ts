/** Starts the bridge's push listener on a real outbox, for the push scenarios. @module */

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { PushTerminalConfig } from '#bridge/config/index.ts';
import { Outbox } from '#bridge/outbox/index.ts';
import { PushTerminalSimulator } from '#bridge/simulator/push/push-terminal.ts';
import { type PushLimits, startPushListener } from '#bridge/terminals/push/push-listener.ts';
import type { PushEvent, PushSink } from '#bridge/terminals/push/push-sink.ts';
import { PushState } from '#bridge/terminals/push/push-state.ts';
import type { TerminalRecord } from '#shared/punch/punch.ts';
import type { Serial } from '#shared/punch/serial.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { aClock } from '#test/support/clock.ts';
import { aSerial } from '#test/support/ids.ts';
import { type HostSettings, type PushHostUnderTest, split } from './host-under-test.ts';

/** The bridge's listener on a real outbox. */
export interface BridgeUnderTest extends PushHostUnderTest {
  outbox: Outbox;
  state: PushState;
  events: PushEvent[];
  /** How the sink behaves; `after-storing` breaks between storing and answering. */
  sink: { fails: 'never' | 'after-storing' | 'always' };
}

/** Starts a listener with one configured terminal; it ends with the test. */
export async function startBridgeHost(
  settings: HostSettings,
  more: { limits?: Partial<PushLimits>; outboxBytes?: number; nightly?: boolean } = {},
): Promise<BridgeUnderTest> {
  const stateDir = mkdtempSync(join(tmpdir(), 'rollcall-push-'));
  onTestFinished(() => rmSync(stateDir, { recursive: true }));
  const clock = aClock();
  const outbox = new Outbox({ stateDir, now: clock.now, limitBytes: more.outboxBytes ?? 64 * 1024 * 1024 });
  const state = new PushState(stateDir);
  const events: PushEvent[] = [];
  const behaviour: BridgeUnderTest['sink'] = { fails: 'never' };
  const stored = (): TerminalRecord[] => outbox.ready(100_000).flatMap(({ records }) => records);
  const sink: PushSink = {
    keepUsers: (serial, users) => outbox.importedUsers.keep(serial, users),
    accept(serial, records) {
      if (behaviour.fails === 'always') throw new Error('the disk is broken, NOT OK');
      const accepted = outbox.accept({
        serial,
        taskId: null,
        mode: 'new',
        driftSeconds: null,
        records,
        settled: true,
      });
      if (behaviour.fails === 'after-storing') throw new Error('killed between storing and answering');
      return accepted;
    },
    ...(more.nightly === true
      ? {
          knownBetween: (serial: Serial, from: LocalDate, through: LocalDate) =>
            outbox.knownBetween(serial, from, through),
        }
      : {}),
  };
  const listener = await startPushListener({
    host: '127.0.0.1',
    port: 0,
    terminals: [PushTerminalConfig.parse({ serial: settings.serial, ...settings.terminal })],
    sink,
    state,
    zone: 'UTC',
    now: clock.now,
    log: (event) => events.push(event),
    limits: { burst: 10_000, perSecond: 10_000, ...more.limits },
  });
  onTestFinished(async () => {
    await listener.close();
    state.close();
    outbox.close();
  });
  return {
    url: listener.url,
    clock,
    outbox,
    state,
    events,
    sink: behaviour,
    stored: async () => split(stored(), clock.instant()).punches,
    quarantined: async () => split(stored(), clock.instant()).others,
    strangers: async () => state.strangers().map(({ serial }) => serial),
    alerts: async () => events.map(({ event }) => event.replace('push.', '')),
    queue: async (command) => {
      listener.host.queue(aSerial(settings.serial), command);
    },
    users: async () => outbox.importedUsers.of(aSerial(settings.serial)).map(({ pin }) => pin),
    everything: async () =>
      readdirSync(stateDir)
        .map((name) => readFileSync(join(stateDir, name)).toString('latin1'))
        .join('\n') + JSON.stringify(events),
  };
}

/** Makes terminals with a serial number that push to a host and go by its clock. */
export const aDeviceOf =
  (serial: Serial) =>
  ({ url, clock }: BridgeUnderTest, punches: readonly TerminalRecord[], modes: readonly string[] = []) =>
    new PushTerminalSimulator({ server: url, serial, punches, modes, waitScale: 0, now: clock.now });
