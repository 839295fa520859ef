/** Writes the configuration of `setup`, or adds to the one that is there; everything else in it stays as it is. @module */

import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import {
  addressOf,
  BridgeConfig,
  type ListedTerminal,
  type NewTerminal,
  newConfigText,
  readConfig,
  withTerminals,
} from '#bridge/config/index.ts';
import { replacePrivateFile } from '#bridge/outbox/index.ts';
import { macFolder, serviceStateDir } from '#bridge/service/index.ts';
import { fileTrouble } from '#shared/file-trouble.ts';
import { hostProblem } from '#shared/terminal-host.ts';
import { UsageError } from './failures.ts';
import type { Candidate } from './setup-search.ts';

const usualPort = 4370;

/** Where configuration and state are unless somebody says otherwise. */
export interface Places {
  configFile: string;
  stateDir: string;
}

/** The usual places: those of the service for root, those of the user for others. */
export function usualPlaces(
  { platform, env }: Pick<NodeJS.Process, 'platform' | 'env'> = process,
  isRoot = process.geteuid?.() === 0,
): Places {
  if (platform === 'win32') {
    const folder = join(env.ProgramData ?? 'C:\\ProgramData', 'Rollcall');
    return { configFile: join(folder, 'bridge.yaml'), stateDir: join(folder, 'state') };
  }
  if (platform === 'darwin' && isRoot)
    return { configFile: join(macFolder, 'bridge.yaml'), stateDir: join(macFolder, 'state') };
  if (isRoot) return { configFile: '/etc/rollcall/bridge.yaml', stateDir: serviceStateDir };
  const home = homedir();
  return {
    configFile: join(env.XDG_CONFIG_HOME ?? join(home, '.config'), 'rollcall', 'bridge.yaml'),
    stateDir: join(env.XDG_STATE_HOME ?? join(home, '.local', 'state'), 'rollcall-bridge'),
  };
}

/** What the command line says of cloud and places. */
export interface Asked {
  cloud?: string | undefined;
  data?: string | undefined;
  config?: string | undefined;
}

/** The configuration that `setup` works with: as it is on disk, or as it is to be written. */
export interface Draft {
  file: string;
  /** `null` before there is a file. */
  text: string | null;
  config: BridgeConfig;
}

function cloudOf(text: string | undefined): string {
  if (text === undefined) throw new UsageError('--cloud URL is missing: the address of the cloud.');
  const read = BridgeConfig.shape.cloud.safeParse(text);
  if (!read.success) throw new UsageError(`--cloud "${text}" ${read.error.issues[0]?.message}.`);
  return read.data;
}

/**
 * Reads the configuration that is there, or drafts a new one.
 * @throws UsageError when what is there says something else than the command line; ConfigError when it cannot be read
 */
export function draftConfig(asked: Asked): Draft {
  const places = usualPlaces();
  const file = resolve(asked.config ?? places.configFile);
  if (!existsSync(file)) {
    const stateDir = resolve(asked.data ?? places.stateDir);
    return { file, text: null, config: BridgeConfig.parse({ cloud: cloudOf(asked.cloud), stateDir }) };
  }
  const config = readConfig(file);
  const cloud = asked.cloud === undefined ? config.cloud : cloudOf(asked.cloud);
  const otherwise = `Leave the option out, correct the file, or name another file with --config.`;
  if (cloud !== config.cloud) {
    throw new UsageError(`${file} is for the cloud ${config.cloud}, and --cloud says ${cloud}. ${otherwise}`);
  }
  if (asked.data !== undefined && resolve(asked.data) !== config.stateDir) {
    throw new UsageError(
      `${file} has the stateDir ${config.stateDir}, and --data says ${asked.data}. ${otherwise}`,
    );
  }
  return { file, text: readFileSync(file, 'utf8'), config };
}

/** How a candidate stands to a configuration. */
export type Standing =
  /** It is there already. */
  | { kind: 'known' }
  /** It is there under another address. */
  | { kind: 'moved'; from: string }
  /** It pushes to this bridge. */
  | { kind: 'pushes' }
  /** It is set in the cloud, with this address; in the file it would take the place of what was set there. */
  | { kind: 'listed'; at: string }
  | { kind: 'new' }
  /** It cannot be added, for it does not say who it is. */
  | { kind: 'unfit'; why: string };

/**
 * How a candidate stands to a configuration.
 * @param listed - the cloud's list, where it counts
 */
export function standingOf(
  candidate: Candidate,
  { terminals, push }: BridgeConfig,
  listed: readonly ListedTerminal[] = [],
): Standing {
  const address = addressOf(candidate);
  const serial = candidate.look?.serial;
  const sameSerial = terminals.find((terminal) => serial != null && terminal.serial === serial);
  if (sameSerial !== undefined && addressOf(sameSerial) !== address) {
    return { kind: 'moved', from: addressOf(sameSerial) };
  }
  if (terminals.some((terminal) => addressOf(terminal) === address)) return { kind: 'known' };
  if (push?.terminals.some((terminal) => terminal.serial === serial)) return { kind: 'pushes' };
  const inCloud = listed.find(
    ({ address: known, settings }) => known === address || (serial != null && settings.serial === serial),
  );
  if (inCloud !== undefined) return { kind: 'listed', at: inCloud.address };
  if (candidate.fault !== undefined) return { kind: 'unfit', why: candidate.fault.message };
  if (serial == null) {
    const why = 'It reports no usable serial number: add it to the configuration with a "serial" of its own.';
    return { kind: 'unfit', why };
  }
  const problem = hostProblem(candidate.host);
  return problem === undefined ? { kind: 'new' } : { kind: 'unfit', why: problem };
}

/** A candidate as the configuration has it. */
export function settingsOf({ host, port, transport, commKey, look }: Candidate): NewTerminal {
  return {
    host,
    ...(port === usualPort ? {} : { port }),
    ...(transport === undefined ? {} : { transport }),
    serial: look?.serial ?? '',
    ...(commKey === undefined ? {} : { commKey }),
  };
}

/**
 * Writes the configuration with further terminals, readable for its owner alone.
 * @returns the configuration as it is on disk now
 */
export function writeDraft({ file, text, config }: Draft, added: readonly NewTerminal[]): BridgeConfig {
  const { cloud, stateDir } = config;
  if (text !== null && added.length === 0) return config;
  const content =
    text === null ? newConfigText({ cloud, stateDir }, added) : withTerminals(text, file, added);
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o755 });
    replacePrivateFile(file, content);
  } catch (error) {
    throw new UsageError(
      `The configuration ${file} cannot be written (${fileTrouble(error)}). Run this as root, or name another file with --config.`,
    );
  }
  return readConfig(file);
}
