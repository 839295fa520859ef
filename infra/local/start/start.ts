/** Starts cloud, simulated terminals and bridge on one machine, and does the main job. @module */

import { join } from 'node:path';
import type { LogLine } from '#bridge/log/index.ts';
import { makeFirstKey } from '#functions/first-start.ts';
import { openRuntime } from '#functions/runtime.ts';
import { startClock } from '#infra/local/clock.ts';
import { type LocalCloud, startLocalCloud } from '#infra/local/cloud.ts';
import { localPath, offerTerminals } from '#infra/local/offer-terminals.ts';
import { openDataFolder } from '#infra/local/private-files.ts';
import { samplePeople } from '#infra/local/sample/people.ts';
import { addDays } from '#shared/time/calendar.ts';
import { wallTimeOf } from '#shared/time/clock-text.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { zoneNamed } from '#shared/time/zone.ts';
import { type ApiClient, openApi } from './api-client.ts';
import { startLocalBridge } from './bridge.ts';
import { openConsole } from './console.ts';
import { doMainJob, type MainJobResult, type Tell } from './main-job.ts';
import type { StartOptions } from './options.ts';
import { addSample, saveFirstSettings } from './set-up.ts';
import { keepLocalState, type LocalState, readLocalState } from './state.ts';
import { datesOf, startTerminals, type TerminalContent } from './terminals.ts';

/** Rollcall running on one machine, its main job done. */
export interface StartedRollcall {
  url: string;
  /** Where the console is; absent where none is served. */
  consoleUrl?: string;
  adminKey: string;
  /** Whether this start made the key. */
  isFirst: boolean;
  api: ApiClient;
  /** What the main job has done; absent where the console is left to begin. */
  result?: MainJobResult;
  terminals: number;
  /** Lets the schedules fire from now on. */
  startSchedules(): void;
  /**
   * Stops everything; the data stay.
   * @param drainMilliseconds - how long the queues are still worked on
   */
  stop(drainMilliseconds?: number): Promise<void>;
}

/** What a start is given besides its options. */
export interface StartContext {
  tell: Tell;
  /** The punches of `--punches`, already read; the sample without. */
  fileContent: TerminalContent | undefined;
  /** Gives up and stops what has been started. */
  signal: AbortSignal;
  /** Called when a part ends that nothing works without: whoever started Rollcall stops it and says why. */
  onLost: (reason: string) => void;
}

/** Names in the data folder that Rollcall writes. */
const dataNames = ['cloud', 'bridge', 'exports', 'mails', 'local.json', 'local.json.new'];

/** The folder that mails are put into. */
export const mailFolderOf = (dataDir: string): string => join(dataDir, 'mails');

/** Days of the sample before the first start. */
const sampleDays = 30;

function sampleStart(zone: string): LocalDate {
  const today = wallTimeOf(zoneNamed(zone).toWall(Math.floor(Date.now() / 1000))).slice(0, 10) as LocalDate;
  return addDays(today, -sampleDays);
}

/** Makes the organisation and the first key at the first start, and adds the sample when it is wanted and not there. */
async function prepare(
  options: StartOptions,
  cloud: LocalCloud,
  { tell, fileContent, signal }: StartContext,
): Promise<{ state: LocalState; api: ApiClient; content: TerminalContent | undefined; isFirst: boolean }> {
  const known = readLocalState(options.dataDir);
  const isFirst = known === null;
  const adminKey = known?.adminKey ?? (await makeFirstKey(openRuntime(), 'first administrator'));
  const api = openApi(cloud.url, adminKey, signal);
  let state: LocalState = known ?? { adminKey, zone: options.zone, settingsDue: true };
  if (!known) keepLocalState(options.dataDir, state);
  if (state.settingsDue) {
    // An empty organisation says by itself what it is called and by which clocks it goes.
    if (!options.empty) await saveFirstSettings(api, state.zone);
    const { settingsDue: _done, ...settled } = state;
    state = settled;
    keepLocalState(options.dataDir, state);
  }
  if (fileContent !== undefined) return { state, api, isFirst, content: fileContent };
  if (options.empty && state.sampleFrom === undefined) return { state, api, isFirst, content: undefined };
  const from = state.sampleFrom ?? sampleStart(state.zone);
  if (state.sampleFrom === undefined) {
    const known = samplePeople.filter(({ knownToCloud }) => knownToCloud).length;
    tell(`      adding the sample: 2 schedules, 2 duty rosters, ${known} of ${samplePeople.length} people`);
    await addSample(api, from);
    state = { ...state, sampleFrom: from };
    keepLocalState(options.dataDir, state);
  }
  return { state, api, isFirst, content: { kind: 'sample', from } };
}

/** Log lines of the bridge that people should see while the job runs. */
function bridgeLines(tell: Tell) {
  return (line: LogLine) => {
    if (line.level === 'warn' || line.level === 'error') tell(`      bridge: ${line.message}`);
  };
}

/**
 * Starts the cloud, the simulated terminals and a bridge, and does the main job once.
 * @throws PortInUseError, DataInUseError, and whatever made the job fail; everything is stopped then. What was under way
 * is on disk, and the next start goes on with it.
 */
export async function startRollcall(options: StartOptions, context: StartContext): Promise<StartedRollcall> {
  const { tell, signal, onLost } = context;
  const undo: ((drainMilliseconds?: number) => Promise<unknown>)[] = [];
  const stop = async (drainMilliseconds?: number) => {
    for (const step of undo.splice(0).reverse()) await step(drainMilliseconds);
  };
  try {
    tell(`Starting the cloud on this machine, data in ${options.dataDir} ...`);
    openDataFolder(options.dataDir, dataNames);
    const console = options.console ? await openConsole(tell, signal) : undefined;
    const cloud = await startLocalCloud({
      dataDir: join(options.dataDir, 'cloud'),
      port: options.port,
      mailFolder: mailFolderOf(options.dataDir),
      dynamodb: options.dynamodb,
      console,
      signIn: options.signIn,
      clock: false,
      queueThread: true,
      quiet: true,
      log: (line) => tell(`      cloud: ${line}`),
      onLost,
    });
    undo.push((drainMilliseconds) => cloud.stop(drainMilliseconds));
    signal.throwIfAborted();
    const { state, api, content, isFirst } = await prepare(options, cloud, context);
    const connect = async (content: TerminalContent, zone: string) => {
      const { terminals, commKey } = await startTerminals(content, zone);
      undo.push(() => Promise.all(terminals.map((terminal) => terminal.close())));
      signal.throwIfAborted();
      const bridge = await startLocalBridge({
        dataDir: options.dataDir,
        cloudUrl: cloud.url,
        zone,
        terminals,
        commKey,
        api,
        log: bridgeLines(tell),
      });
      undo.push(() => bridge.stop());
      bridge.stopped.catch((error: unknown) => onLost(`The bridge broke: ${reasonOf(error)}`));
      return terminals;
    };
    const doJob = async (content: TerminalContent) => {
      const terminals = await connect(content, state.zone);
      const serials = terminals.map((terminal) => terminal.serial);
      await untilRegistered(api, serials, signal);
      return await doMainJob({
        api,
        terminals: serials,
        dates: datesOf(terminals.flatMap((terminal) => terminal.records())),
        dataDir: options.dataDir,
        tell,
        signal,
      });
    };
    const result = content && (await doJob(content));
    if (content === undefined) {
      const begin = async () => {
        const { zone } = await api.getSettings({});
        const from = sampleStart(zone);
        await connect({ kind: 'sample', from }, zone);
        // The next start has the same terminals, and does the rest.
        keepLocalState(options.dataDir, { ...state, zone, sampleFrom: from });
      };
      cloud.mount(localPath, offerTerminals({ cloudUrl: cloud.url, begin, log: tell }));
    }
    return {
      url: cloud.url,
      ...(console === undefined ? {} : { consoleUrl: `${cloud.url}/` }),
      adminKey: state.adminKey,
      isFirst,
      api,
      ...(result === undefined ? {} : { result }),
      terminals: result?.download.tasks.length ?? 0,
      startSchedules() {
        const clock = startClock({ fire: cloud.fire, log: (line) => tell(`clock: ${line}`) });
        undo.push(() => clock.stop());
      },
      stop,
    };
  } catch (error) {
    // A stop by request leaves the queues to the next start.
    await stop(signal.aborted ? 0 : undefined);
    throw error;
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Waits until the bridge has reported its terminals to the cloud. */
async function untilRegistered(
  api: ApiClient,
  serials: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    const { items } = await api.listTerminals({ query: { limit: 1000 } });
    const known = new Set<string>(items.map((terminal) => terminal.serial));
    if (serials.every((serial) => known.has(serial))) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
