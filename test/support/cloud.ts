/** Gives the tests of a file the real Lambdas over HTTP with stores in memory and a clock that they set. @module */

import { afterAll, beforeAll, vi } from 'vitest';
import { createApiKey } from '#functions/domain/access/index.ts';
import { actorFor, openRuntime, type Runtime } from '#functions/runtime.ts';
import type { Stores } from '#functions/store/index.ts';
import { type LocalCloud, type LocalCloudOptions, startLocalCloud } from '#infra/local/cloud.ts';
import type { ConsoleFiles } from '#infra/local/console/console-files.ts';
import type { Role } from '#shared/contract/access.ts';
import { apiRoutes } from '#shared/contract/api-routes.ts';
import { type Client, makeClient } from '#shared/contract/client.ts';
import type { ScopeName } from '#shared/contract/scopes.ts';
import type { SettingsBody } from '#shared/contract/settings.ts';
import { instantFromEpoch } from '#shared/time/wall-time.ts';
import { aClock } from './clock.ts';
import { answerOf } from './problem-error.ts';
import { type StoreUnderTest, startStoreUnderTest } from './store-under-test.ts';

/** The API as one caller uses it. */
export type Api = Client<typeof apiRoutes>;

/** An organisation of its own for a test, so that tests share a cloud and nothing else. */
export interface Organisation {
  name: string;
  stores: Stores;
  /** API key of its first administrator. */
  key: string;
  /** The API as that administrator uses it. */
  api: Api;
  /** Another API key. */
  keyFor(role: Role, scopes?: readonly ScopeName[]): Promise<string>;
  /** Changes the settings. */
  set(change: (current: SettingsBody) => SettingsBody): Promise<void>;
}

/** A cloud for the tests of a file. */
export interface TestCloud {
  url: string;
  runtime: Runtime;
  fire: LocalCloud['fire'];
  mount: LocalCloud['mount'];
  /** Waits until every sheet that was touched has been computed. @throws Error when messages are left */
  settle(): Promise<void>;
  organisation(): Promise<Organisation>;
  /** Everything that the functions have logged so far, line by line. */
  logged(): string[];
  /** Sends a request as it is. */
  fetch(path: string, init?: RequestInit & { key?: string }): Promise<Response>;
}

let organisations = 0;
const patienceMilliseconds = 120_000;

/** The API with a key; `headers` go with every request. */
export function apiWith(url: string, key: string, headers: Record<string, string> = {}): Api {
  return makeClient(apiRoutes, async (request) => {
    const response = await fetch(url + request.path, {
      method: request.method,
      headers: { ...request.headers, authorization: `Bearer ${key}`, ...headers },
      ...(request.body === undefined ? {} : { body: request.body }),
    });
    return await answerOf(response);
  });
}

async function makeOrganisation(url: string, runtime: Runtime): Promise<Organisation> {
  organisations += 1;
  const name = `org${organisations}`;
  await runtime.directory.organisations.add(name, instantFromEpoch(runtime.now()));
  const keyFor: Organisation['keyFor'] = async (role, scopes) => {
    const actor = actorFor(runtime, name, 'test', 'system');
    return (await createApiKey(runtime.directory, actor, { name: 'test', role, scopes })).key;
  };
  const key = await keyFor('admin');
  const api = apiWith(url, key);
  return {
    name,
    stores: runtime.storesOf(name),
    key,
    api,
    keyFor,
    async set(change) {
      const { version, savedAt: _savedAt, ...current } = await api.getSettings({});
      await api.putSettings({ ifMatch: `"${version}"`, body: change(current) });
    },
  };
}

/**
 * What time it is for the cloud of a test file, and for the test itself. It stands still unless a test moves it. While the
 * cloud runs `Date` shows it, because the AWS clients and Lambda's own modules ask nobody else.
 */
export const cloudTime = aClock({
  stands: true,
  onMove: (epoch) => {
    if (vi.isFakeTimers()) vi.setSystemTime(epoch);
  },
});

/** What a test may choose of its cloud. */
export interface TestCloudOptions
  extends Pick<LocalCloudOptions, 'authorities' | 'handlers' | 'mailFolder' | 'signIn'> {
  /** Opens the console that is served beside the API; default: none. */
  console?: () => Promise<ConsoleFiles>;
}

/**
 * Gives the tests of a file the real Lambdas over HTTP on loopback, with tables, queues and files in memory. Scheduled
 * events come only when a test fires them, and the clock is {@link cloudTime}.
 */
export function useCloud({ console, ...options }: TestCloudOptions = {}): TestCloud {
  let local: LocalCloud | undefined;
  let store: StoreUnderTest | undefined;
  let runtime: Runtime | undefined;
  const logged: string[] = [];
  const running = () => {
    if (!local || !runtime) throw new Error('the cloud runs from beforeAll to afterAll');
    return { local, runtime };
  };
  beforeAll(async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: cloudTime.now() });
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => logged.push(String(text)) > 0);
    store = await startStoreUnderTest();
    local = await startLocalCloud({
      ...store.options,
      ...options,
      console: await console?.(),
      inMemory: true,
      port: 0,
      clock: false,
      measures: true,
      log: (line) => logged.push(line),
    });
    runtime = openRuntime();
  });
  afterAll(async () => {
    vi.useRealTimers();
    await local?.stop();
    await store?.stop();
    vi.restoreAllMocks();
  });
  return {
    get url() {
      return running().local.url;
    },
    get runtime() {
      return running().runtime;
    },
    fire: (kind) => running().local.fire(kind),
    mount: (path, serve) => running().local.mount(path, serve),
    async settle() {
      // The cloud's own patience is measured with the clock that stands still.
      const began = performance.now();
      for (let left = 1; left > 0; ) {
        left = await running().local.settle(0);
        if (left > 0 && performance.now() - began > patienceMilliseconds) {
          throw new Error(`${left} messages are left in the queues`);
        }
        await new Promise((resolve) => setTimeout(resolve, left > 0 ? 10 : 0));
      }
    },
    logged: () => [...logged],
    organisation: () => makeOrganisation(running().local.url, running().runtime),
    async fetch(path, { key, ...init } = {}) {
      const headers = new Headers(init.headers);
      if (key !== undefined) headers.set('authorization', `Bearer ${key}`);
      return await fetch(running().local.url + path, { ...init, headers });
    },
  };
}
