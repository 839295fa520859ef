/** Sends the outbox to the cloud on behalf of commands that run once: `pull` and `import`. @module */

import { outboxReport } from '#bridge/cloud/index.ts';
import { bridgeVersion, thisMachine } from '#bridge/config/index.ts';
import { reasonOf } from '#bridge/log/index.ts';
import type { OpenedBridge } from '#bridge/work/index.ts';

const triesUntilGivenUp = 4;

/**
 * Reports to the cloud which terminals are behind this bridge: it accepts punches of those only. Asks for no task.
 * @throws CloudProblem, CloudUnreachable
 */
export async function reportToCloud({ context }: OpenedBridge): Promise<void> {
  const { cloud, registry, outbox, found } = context;
  const terminals = registry.reports.all();
  // A command looks at some of the terminals only, and at none that push.
  const partial = true;
  const report = { terminals, partial, found: found(), ...thisMachine(), outbox: outboxReport(outbox) };
  const body = { version: bridgeVersion, ...report, running: [], take: 0 };
  const { zones } = await cloud.api.heartbeat({ body });
  if (zones) registry.useZones(zones);
  outbox.enrolments.noteContact(cloud.clock.now());
}

/** Does the same, and goes on where the cloud cannot be reached: what is read then waits in the outbox. */
export async function introduce(opened: OpenedBridge): Promise<void> {
  try {
    await reportToCloud(opened);
  } catch (error) {
    opened.context.log({ level: 'warn', event: 'cloud.unreachable', message: reasonOf(error) });
  }
}

async function untilSent({ context }: OpenedBridge, signal: AbortSignal): Promise<boolean> {
  const { outbox, sender } = context;
  sender.wake();
  for (;;) {
    signal.throwIfAborted();
    if (outbox.waiting().records === 0) return true;
    if (sender.onlyRests || sender.trouble.failures >= triesUntilGivenUp) return false;
    await sender.changed(signal);
  }
}

/**
 * Sends what waits until nothing is left or sending has become pointless, and reports the outcome in one line. Runs
 * inside {@link whileSending}.
 * @returns whether everything is stored
 */
export async function sendAll(
  opened: OpenedBridge,
  signal: AbortSignal,
  write: (line: string) => void,
): Promise<boolean> {
  const { outbox, sender } = opened.context;
  await introduce(opened);
  const allSent = await untilSent(opened, signal);
  const { error } = sender.trouble;
  const why = error === undefined ? 'the cloud did not store them this time.' : reasonOf(error);
  write(
    allSent
      ? 'Everything is stored in the cloud.'
      : `${outbox.waiting().records} records wait in the outbox: ${why}`,
  );
  return allSent;
}

/** Carries the outbox to the cloud while the work is done, so that it never has to hold the whole of a long log. */
export async function whileSending<T>(
  { context }: OpenedBridge,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  const both = AbortSignal.any([signal, stop.signal]);
  const sending = context.sender.run(both);
  try {
    return await work(both);
  } finally {
    stop.abort(new Error('done'));
    await sending;
  }
}
