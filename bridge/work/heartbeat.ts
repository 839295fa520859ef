/** Reports the bridge and its terminals to the cloud again and again, and takes on the tasks that wait. @module */

import { Wake } from '#bridge/async/index.ts';
import { backoffMilliseconds, isCloudFailure, outboxReport } from '#bridge/cloud/index.ts';
import { thisMachine } from '#bridge/config/index.ts';
import { reasonOf } from '#bridge/log/index.ts';
import type { Serial } from '#shared/punch/serial.ts';
import type { BridgeContext } from './bridge-context.ts';
import type { Diagnoses } from './diagnoses.ts';
import type { TaskQueue } from './task-queue.ts';
import type { Updates } from './updates.ts';

/** What the heartbeat works with. */
export interface HeartbeatOptions {
  context: BridgeContext;
  queue: TaskQueue;
  version: string;
  /** Tasks that may be held at a time. */
  mostTasks: number;
  /** The bridge never waits longer than this, whatever the cloud says. */
  longestPollSeconds: number;
  /** False while records of an earlier run still wait: they go first. */
  mayTake: () => boolean;
  updates: Updates;
  diagnoses: Diagnoses;
  onContact?: () => void;
  /** Called for each terminal whose clock somebody has ordered to be set; again until it is reported. */
  onSetClock?: (serial: Serial) => void;
}

/** After a failure a new key is offered no sooner than this. */
const renewAgainMilliseconds = 600_000;

/** Reports the state of the terminals to the cloud and takes on the tasks that wait, again and again. */
export class Heartbeat {
  readonly #options: HeartbeatOptions;
  readonly #wake = new Wake();
  readonly #pause = new Wake();
  #failures = 0;
  #due = false;
  /** In milliseconds of this machine. */
  #renewKeyFrom = 0;

  constructor(options: HeartbeatOptions) {
    this.#options = options;
  }

  /** Beats at once: something has changed that the cloud should know, or there is room for a task. */
  beatNow(): void {
    this.#due = true;
    this.#wake.fire();
  }

  /** Beats until the signal is aborted. Failures are logged and waited out. */
  async run(signal: AbortSignal): Promise<void> {
    // Before the first report: a terminal that is not in it counts as one that is read no more.
    await this.#options.context.cloudTerminals.load();
    while (!signal.aborted) {
      this.#due = false;
      const waitMilliseconds = await this.#beat();
      // Whatever changed while the answer was on its way is not in it yet; several changes go with one beat.
      const leastMilliseconds = this.#options.context.timing.shortestPollSeconds * 1000;
      if (this.#due) await this.#pause.wait(signal, leastMilliseconds);
      else await this.#wake.wait(signal, waitMilliseconds);
    }
  }

  async #beat(): Promise<number> {
    const { context, queue, longestPollSeconds, onContact } = this.#options;
    const { cloud, log, timing } = context;
    const sentAt = cloud.clock.machineNow();
    try {
      const body = this.#body();
      const answer = await cloud.api.heartbeat({ body });
      context.registry.reports.noteHeard(body.terminals);
      if (answer.zones) context.registry.useZones(answer.zones);
      if (cloud.clock.observe(answer.serverTime, sentAt, cloud.clock.machineNow())) {
        const skewSeconds = Math.round(cloud.clock.offsetMilliseconds() / 1000);
        log({
          level: 'warn',
          event: 'clock.skewed',
          message: `This machine's clock is ${-skewSeconds} s ahead of the cloud's; the cloud's time is used.`,
          facts: { skewSeconds },
        });
      }
      if (this.#failures > 0)
        log({ level: 'info', event: 'cloud.reached', message: 'The cloud answers again.' });
      this.#failures = 0;
      onContact?.();
      for (const serial of answer.setClocks ?? []) this.#options.onSetClock?.(serial);
      this.#options.updates.use(answer.updates);
      if (answer.diagnose !== undefined) this.#options.diagnoses.send(answer.diagnose);
      if (answer.renewKey === true) await this.#renewKey();
      if (await context.cloudTerminals.follow(cloud.api, answer.terminalsVersion)) this.beatNow();
      queue.drop(answer.drop);
      queue.add(answer.tasks);
      const seconds = Math.min(answer.pollAfterSeconds, longestPollSeconds);
      // Spread by a fifth either way: bridges that came back together do not stay together.
      return 1000 * Math.max(timing.shortestPollSeconds, seconds * (0.8 + 0.4 * Math.random()));
    } catch (error) {
      this.#failures += 1;
      const milliseconds = backoffMilliseconds(this.#failures, error, timing.cloudBackoff);
      const isCloud = isCloudFailure(error);
      log({
        level: this.#failures > 1 ? 'debug' : isCloud ? 'warn' : 'error',
        event: isCloud ? 'cloud.unreachable' : 'heartbeat.failed',
        message: `${isCloud ? '' : 'The heartbeat failed because of the bridge, not the cloud: '}${reasonOf(error)} Next try in ${Math.ceil(milliseconds / 1000)} s.`,
        facts: { failures: this.#failures, waitMilliseconds: milliseconds },
      });
      return milliseconds;
    }
  }

  /** Renews the key when that is not known to fail; the beats go on whatever comes of it. */
  async #renewKey(): Promise<void> {
    const { cloud, log, siteKey } = this.#options.context;
    if (cloud.clock.machineNow() < this.#renewKeyFrom) return;
    try {
      await siteKey.renew(cloud.api);
      log({
        level: 'info',
        event: 'key.renewed',
        message: 'Requests are signed with a new key from now on.',
      });
    } catch (error) {
      this.#renewKeyFrom = cloud.clock.machineNow() + renewAgainMilliseconds;
      log({
        level: 'warn',
        event: 'key.not-renewed',
        message: `The key could not be renewed; the present one goes on. ${reasonOf(error)}`,
      });
    }
  }

  #body() {
    const { context, queue, version, mostTasks, mayTake, updates } = this.#options;
    const running = queue.ids();
    return {
      version,
      cloudTerminals: context.cloudTerminals.report(),
      terminals: [...context.registry.reports.all(), ...(context.push?.reports() ?? [])],
      unnamed: context.registry.nameless().length,
      found: context.found(),
      ...thisMachine(),
      updates: updates.report(),
      outbox: outboxReport(context.outbox),
      running,
      take: mayTake() ? Math.max(0, mostTasks - running.length) : 0,
    };
  }
}
