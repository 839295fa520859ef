/** The two clouds that a chaos run can use: a scripted one, and the real functions in memory. @module */

import { createApiKey } from '#functions/domain/access/index.ts';
import { actorFor, openRuntime } from '#functions/runtime.ts';
import { startLocalCloud } from '#infra/local/cloud.ts';
import { openApi } from '#infra/local/start/api-client.ts';
import { startScriptedCloud } from '#test/bridge/scripted-cloud.ts';
import { aClock } from '#test/support/clock.ts';

/** A cloud under chaos, as far as the run needs it. */
export interface ChaosCloud {
  /** Where it listens. */
  url: string;
  /** Enrolment token. */
  token: string;
  /** Orders a download of a terminal. */
  order(serial: string, mode: 'new' | 'all'): Promise<void>;
  /** How often each punch is stored, by identity. */
  stored(): Promise<Map<string, number>>;
  /** What the bridge did that no bridge may do. */
  violations(): string[];
  close(): Promise<void>;
}

/** A cloud that keeps the contract and nothing else: fast, for many rounds. */
export async function scriptedCloud(): Promise<ChaosCloud> {
  const cloud = await startScriptedCloud(aClock({ at: 'now' }));
  return {
    url: cloud.url,
    token: cloud.token,
    async order(terminal, mode) {
      const waits = [...cloud.tasks.values()].some(
        ({ task, state }) => task.terminal === terminal && state !== 'ended',
      );
      if (!waits) cloud.addTask({ terminal, mode });
    },
    stored: async () => cloud.stored,
    violations: () => cloud.violations,
    close: () => cloud.close(),
  };
}

const pageSize = 1000;
const organisation = 'chaos';

/** The real functions on this machine, with tables and queues in memory. @param authority - that bridges sign for */
export async function realCloud(authority: string): Promise<ChaosCloud> {
  const local = await startLocalCloud({
    inMemory: true,
    port: 0,
    authorities: [authority],
    log: () => {},
  });
  const clock = aClock({ at: 'now' });
  const runtime = openRuntime();
  await runtime.directory.organisations.add(organisation, clock.instant());
  const actor = actorFor(runtime, organisation, 'chaos', 'system');
  const { key } = await createApiKey(runtime.directory, actor, { name: 'chaos', role: 'admin' });
  const api = openApi(local.url, key);
  const { token } = await api.createEnrolmentToken({ body: {} });
  const firstDay = clock.today();

  async function arrivalsOf(day: string, into: Map<string, number>): Promise<void> {
    let cursor: string | undefined;
    do {
      const page: Awaited<ReturnType<typeof api.listArrivals>> = await api.listArrivals({
        query: { day, limit: pageSize, ...(cursor === undefined ? {} : { cursor }) },
      });
      for (const { serial, pin, wallTime, status } of page.items) {
        const identity = [serial, pin, wallTime.replace('T', ' '), status].join('|');
        into.set(identity, (into.get(identity) ?? 0) + 1);
      }
      cursor = page.nextCursor;
    } while (cursor !== undefined);
  }

  return {
    url: local.url,
    token,
    async order(terminal, mode) {
      // Refused while one is under way, and until the terminal is known.
      await api.startDownload({ body: { terminals: [terminal], mode } }).catch(() => undefined);
    },
    async stored() {
      const stored = new Map<string, number>();
      for (const day of new Set([firstDay, clock.today()])) await arrivalsOf(day, stored);
      return stored;
    },
    violations: () => [],
    async close() {
      await local.stop();
    },
  };
}
