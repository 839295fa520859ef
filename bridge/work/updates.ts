/** Passes on to the updater which releases the cloud has this bridge take, and tells the cloud what became of them. @module */

import type { BridgeConfig } from '#bridge/config/index.ts';
import { type BridgeLog, reasonOf } from '#bridge/log/index.ts';
import { keepOrderedUpdates, readLastUpdate } from '#bridge/outbox/index.ts';
import type { UpdateReport } from '#shared/contract/bridge-updates.ts';

/**
 * What a bridge goes by when it takes releases, and what became of the last one that it tried.
 * @param updatable - whether this program can take releases by itself
 */
export function updateReport(
  { updates, stateDir }: Pick<BridgeConfig, 'stateDir' | 'updates'>,
  updatable: boolean,
): UpdateReport {
  const last = readLastUpdate(stateDir);
  const obeys = updates === null ? 'off' : !updatable ? 'unable' : updates === undefined ? 'cloud' : 'file';
  return { obeys, ...(last === undefined ? {} : { last }) };
}

/** What a bridge's updates go by. */
interface UpdatesOptions {
  config: Pick<BridgeConfig, 'stateDir' | 'updates'>;
  log: BridgeLog;
  /** Whether this program can take releases by itself. */
  updatable: boolean;
}

/**
 * What the heartbeat says and hears of updates. The bridge replaces nothing: an updater of its own, which is root, reads what
 * is kept here (docs/decisions/0048-updates-and-diagnoses-from-the-cloud.md).
 */
export class Updates {
  readonly #options: UpdatesOptions;

  constructor(options: UpdatesOptions) {
    this.#options = options;
  }

  /** See {@link updateReport}. */
  report(): UpdateReport {
    const { config, updatable } = this.#options;
    return updateReport(config, updatable);
  }

  /**
   * Keeps what the cloud says, also where the configuration counts: it may leave that to the cloud one day. What cannot be
   * written now is said again with the next heartbeat.
   */
  use(said: unknown): void {
    const { config, log } = this.#options;
    try {
      const news = keepOrderedUpdates(config.stateDir, said);
      if (news === undefined) return;
      if (news === null) {
        const message = 'The cloud has no releases taken here any more.';
        log({ level: 'info', event: 'updates.withdrawn', message });
      } else {
        const { from, afterHours } = news;
        const message = `The cloud has releases taken from ${from}, ${afterHours} h after they were made.`;
        log({ level: 'info', event: 'updates.ordered', message, facts: { from, afterHours } });
      }
    } catch (error) {
      const message = `What the cloud says of releases cannot be kept: ${reasonOf(error)}`;
      log({ level: 'warn', event: 'updates.not-kept', message });
    }
  }
}
