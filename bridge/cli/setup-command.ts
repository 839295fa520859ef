/** `rollcall-bridge setup` finds the terminals, writes the configuration, enrols, reads once and installs the service. @module */

import {
  addressOf,
  type BridgeConfig,
  isHeld,
  type ListedTerminal,
  openStateDir,
  StateDirError,
} from '#bridge/config/index.ts';
import type { BridgeLog } from '#bridge/log/index.ts';
import { type FoundOnce, readIdentity, readOutboxStatus, writeFound } from '#bridge/outbox/index.ts';
import { keptList, openBridge } from '#bridge/work/index.ts';
import { isTerminalFault } from '#shared/terminal-fault.ts';
import { instantFromEpoch } from '#shared/time/wall-time.ts';
import type { Command, Console } from './command.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { UsageError } from './failures.ts';
import { logOutput } from './log-output.ts';
import { readOptions } from './options.ts';
import { ownNetworks } from './own-networks.ts';
import { isHeldByOthers, type PausableService, pausableService, whilePaused } from './pause-service.ts';
import { type Pulled, pullOnce } from './pull-once.ts';
import { type Draft, draftConfig, settingsOf, standingOf, writeDraft } from './setup-config.ts';
import { ensureIdentity, hasIdentity, type Identity, wholeToken } from './setup-enrolment.ts';
import { chosenNumbers, foundDocument, foundTable, type Seen } from './setup-report.ts';
import {
  type Candidate,
  checkRanges,
  commKeysOf,
  lookWith,
  type Search,
  searchTerminals,
} from './setup-search.ts';
import { type ServiceOutcome, setUpService } from './setup-service.ts';
import { terminalAddress } from './terminal-address.ts';

const longestSearchMilliseconds = 90_000;
const usualPort = '4370';

function readArguments(args: string[]) {
  const values = readOptions(args, {
    cloud: { type: 'string' },
    token: { type: 'string' },
    data: { type: 'string' },
    terminal: { type: 'string', multiple: true },
    range: { type: 'string', multiple: true },
    port: { type: 'string', multiple: true },
    'comm-key': { type: 'string', multiple: true },
    yes: { type: 'boolean', short: 'y' },
    'no-terminals': { type: 'boolean' },
    'no-service': { type: 'boolean' },
    json: { type: 'boolean' },
  });
  const ports = (values.port ?? [usualPort]).map((text) => {
    if (!/^\d{1,5}$/.test(text) || Number(text) < 1 || Number(text) > 65_535)
      throw new UsageError(`--port "${text}" is not a port.`);
    return Number(text);
  });
  const named = (values.terminal ?? []).map(terminalAddress);
  const keys = commKeysOf(values['comm-key'] ?? [], terminalAddress);
  checkRanges(values.range ?? [], ports);
  if (values['no-terminals'] && (values.terminal ?? values.range) !== undefined)
    throw new UsageError('--no-terminals searches for none: leave out --terminal and --range.');
  const token = wholeToken(values.token ?? process.env.ROLLCALL_ENROLMENT_TOKEN);
  return { ...values, ports, named, keys, token };
}

type Arguments = ReturnType<typeof readArguments>;

/** What of the network is searched: what was asked for, else the networks of this machine unless terminals are named. */
function rangesOf({ range, named }: Arguments, say: (line: string) => void): string[] {
  if (range !== undefined) return range;
  if (named.length > 0) return [];
  return ownNetworks().map(({ range: own, partOf }) => {
    if (partOf !== undefined)
      say(`${partOf} is large: of it only ${own} is searched. --range CIDR searches another part.`);
    return own;
  });
}

/** What is to be done where nothing was found. */
function nothingFound(ranges: readonly string[], ports: readonly number[]): string {
  const where =
    ranges.length === 0
      ? 'This machine is in no private network that could be searched.'
      : `No terminal answers on port ${ports.join(', ')} in ${ranges.join(', ')}.`;
  return `${where} Name one with --terminal HOST, or a network with --range CIDR; check that the terminals have power and are in this network; or set the bridge up with --no-terminals, and name them in the cloud. Nothing was changed; run this again.`;
}

/** Asks for the keys of terminals that want one, where somebody is there to ask. */
async function askForKeys(candidates: readonly Candidate[], search: Search, { ask }: Console): Promise<void> {
  if (ask === undefined) return;
  for (const candidate of candidates) {
    if (!isTerminalFault(candidate.fault, 'comm-key-required')) continue;
    const answer = await ask(
      `${addressOf(candidate)} asks for its communication key (its menu, Comm. > Security). Key, or nothing to leave it out: `,
    );
    if (/^\d{1,6}$/.test(answer.trim())) await lookWith(candidate, Number(answer), search);
  }
}

/** Which of the new terminals are taken. @throws UsageError when nobody can say */
async function choose(fresh: readonly Seen[], { yes }: Arguments, { ask }: Console): Promise<Seen[]> {
  const open = fresh.filter(({ candidate }) => !candidate.isNamed);
  if (yes || open.length === 0) return [...fresh];
  if (ask === undefined) {
    throw new UsageError(
      'Nobody is there to say which terminals are to be read. Add --yes to take all of them, or name them with --terminal HOST. Nothing was changed.',
    );
  }
  for (;;) {
    const answer = await ask('Which are to be read? Their numbers, "all" or "none" [all]: ');
    const numbers = chosenNumbers(answer, fresh.length);
    if (numbers !== null) return fresh.filter((_, at) => numbers.includes(at + 1));
  }
}

/** Keeps what was found, for the cloud to show what is not read. */
function keepFound(stateDir: string, seen: readonly Seen[], now: number): void {
  const lastSeenAt = instantFromEpoch(now - (now % 1000));
  const found = seen.flatMap(({ candidate }): FoundOnce[] => {
    const { host, port, look, fault } = candidate;
    if (look === undefined && !isTerminalFault(fault, 'comm-key-required', 'comm-key-wrong', 'locked'))
      return [];
    return [
      {
        ...(look?.serial == null ? {} : { serial: look.serial }),
        host,
        port,
        ...(look === undefined || look.model === '' ? {} : { model: look.model }),
        lastSeenAt,
      },
    ];
  });
  openStateDir(stateDir);
  writeFound(stateDir, found);
}

/** The terminals that the cloud has this bridge read; none where nobody can tell, because then the file may as well have them. */
function listedTerminals(config: BridgeConfig): ListedTerminal[] {
  try {
    const { terminals } = keptList(config, readOutboxStatus(config.stateDir));
    return terminals.filter(({ overriddenBy }) => overriddenBy === undefined);
  } catch (error) {
    if (error instanceof StateDirError) return [];
    throw error;
  }
}

/** Finds the terminals, shows them, and has somebody choose. */
async function find(options: Arguments, draft: Draft, console: Console, say: (line: string) => void) {
  if (options['no-terminals']) return { seen: [], chosen: [], problem: undefined };
  const ranges = rangesOf(options, say);
  if (ranges.length > 0) say(`Searching ${ranges.join(', ')} for terminals …`);
  const listed = listedTerminals(draft.config);
  const { stateDir, terminals } = draft.config;
  const held = [...terminals.map(addressOf), ...listed.map(({ address }) => address)];
  const search: Search = {
    ranges,
    ports: options.ports,
    named: options.named,
    keys: options.keys,
    atWork: new Set(isHeld(stateDir) ? held : []),
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    now: console.now,
    signal: console.signal,
    longestMilliseconds: longestSearchMilliseconds,
  };
  const { candidates, wasCut } = await searchTerminals(search);
  if (wasCut)
    say(`The search was stopped after ${longestSearchMilliseconds / 1000} s; --range CIDR searches less.`);
  if (!options.yes && !options.json) await askForKeys(candidates, search, console);
  const seen = candidates.map((candidate) => ({
    candidate,
    standing: standingOf(candidate, draft.config, listed),
  }));
  if (seen.length > 0) say(foundTable(seen).trimEnd());
  const fresh = seen.filter(({ standing }) => standing.kind === 'new');
  const isEmpty = fresh.length + draft.config.terminals.length + listed.length === 0;
  if (isEmpty && draft.config.push === undefined)
    return { seen, chosen: [], problem: nothingToRead(seen, ranges, options) };
  return { seen, chosen: await choose(fresh, options, console), problem: undefined };
}

function nothingToRead(seen: readonly Seen[], ranges: readonly string[], { ports }: Arguments): string {
  if (seen.length === 0) return nothingFound(ranges, ports);
  return 'None of these can be read as it is; the last column says why. --comm-key KEY gives the key of those that ask for one. Nothing was changed; run this again.';
}

/** What the log says besides what is shown anyway. */
function trouble({ stderr, now }: Console, { verbose = false }: Arguments): BridgeLog {
  const log = logOutput(stderr, verbose, now);
  return (line) => {
    if (verbose || line.level === 'warn' || line.level === 'error') log(line);
  };
}

/** The first read. */
async function firstPull(
  config: BridgeConfig,
  log: BridgeLog,
  { signal, now }: Console,
  say: (line: string) => void,
): Promise<Pulled> {
  const opened = openBridge({ config, log, now });
  try {
    return await pullOnce(opened, { mode: 'new' }, signal, say);
  } finally {
    opened.close();
  }
}

/** What has been done, for programs. */
interface Outcome {
  draft: Draft;
  config: BridgeConfig;
  seen: readonly Seen[];
  added: readonly Seen[];
  identity: Identity | undefined;
  pulled: Pulled | undefined;
  service: ServiceOutcome;
}

function documentOf({ draft, config, seen, added, identity, pulled, service }: Outcome) {
  return {
    config: draft.file,
    created: draft.text === null,
    cloud: config.cloud,
    stateDir: config.stateDir,
    terminals: config.terminals.length,
    found: seen.map(foundDocument),
    added: added.map(({ candidate }) => candidate.look?.serial),
    bridgeId: identity?.bridgeId ?? null,
    enrolled: identity?.isNew ?? false,
    pulled: pulled?.terminals ?? [],
    allSent: pulled?.allSent ?? null,
    service,
  };
}

/** Says what was written. */
function sayConfig(
  { file, text }: Draft,
  config: BridgeConfig,
  added: number,
  say: (line: string) => void,
): void {
  const has = `${config.terminals.length} terminal${config.terminals.length === 1 ? '' : 's'}`;
  if (text === null) say(`${file} was written: ${has}.`);
  else if (added === 0) say(`${file} stays as it is: ${has}.`);
  else say(`${file}: ${added} added, ${has} now.`);
}

/** Whether somebody has named a terminal that is not read for all that. */
function isUnread({ candidate, standing }: Seen): boolean {
  const isElsewhere =
    standing.kind === 'moved' || (standing.kind === 'listed' && standing.at !== addressOf(candidate));
  return candidate.isNamed && (standing.kind === 'unfit' || isElsewhere);
}

/** @throws UsageError when a bridge of another cloud is at work with the state folder, which the service would stop */
function requireOwnState({ config, file }: Draft, pausable: PausableService): void {
  const { stateDir, cloud } = config;
  if (hasIdentity(config) || !isHeldByOthers(stateDir, pausable)) return;
  const other = readIdentity(stateDir)?.cloudUrl ?? 'another cloud';
  throw new UsageError(
    `A bridge that is enrolled with ${other} is at work with ${stateDir}, and ${file} is for ${cloud}. Stop it first, or name another folder with --data and another file with --config. Nothing was changed.`,
  );
}

/** Gives the bridge its identity and reads its terminals once, unless one is at work with its state folder. */
async function enrolAndRead(
  config: BridgeConfig,
  options: Arguments,
  console: Console,
  say: (line: string) => void,
): Promise<{ identity: Identity | undefined; pulled: Pulled | undefined }> {
  const { stateDir } = config;
  if (isHeld(stateDir)) {
    say(
      `The bridge is running with ${stateDir}: it reads new terminals as soon as it has been started again.`,
    );
    if (options.token !== undefined)
      say(
        'The token was not used. Should the cloud no longer know this bridge, stop it and run this again with the token.',
      );
    return { identity: undefined, pulled: undefined };
  }
  const log = trouble(console, options);
  const identity = await ensureIdentity({ config, token: options.token, log, now: console.now });
  say(
    identity.isNew
      ? `Enrolled as ${identity.bridgeId} with ${config.cloud}.`
      : `Already enrolled as ${identity.bridgeId} with ${config.cloud}.`,
  );
  return { identity, pulled: await firstPull(config, log, console, say) };
}

/** `setup`: everything that a new bridge needs, in one go. Repeating it goes on where it stopped, and adds what is new. */
export const setupCommand: Command = {
  summary: 'set this bridge up in one go: find terminals, enrol, read once, run as a service',
  help: `Usage: rollcall-bridge setup --cloud URL --token TOKEN [--terminal HOST[:PORT]]… [--range CIDR]…
                              [--comm-key [HOST=]KEY]… [--data DIR] [--config FILE] [--yes] [--no-terminals] [--no-service]
                              [--json]

Finds the terminals of this machine's private networks, shows them and asks which are to be read; writes the
configuration, enrols with the token, reads every terminal once, and installs the service. Nothing is written to any
terminal. Run it again to go on after a failure, or to add terminals: what is there stays as it is.

      --cloud URL        address of the cloud; not needed where the configuration has it
      --token TOKEN      enrolment token; also taken from ROLLCALL_ENROLMENT_TOKEN, which keeps it out of the list of
                         processes; not needed once this bridge is enrolled
      --terminal HOST    a terminal to be read; may be repeated. No network is searched then, unless --range says so
      --range CIDR       network to be searched, such as 192.168.1.0/24; may be repeated
      --port N           port to ask while searching; may be repeated (4370)
      --comm-key KEY     communication key for those that ask for one, or HOST=KEY for one of them; may be repeated
      --data DIR         folder of key and outbox (as root /var/lib/rollcall-bridge)
  -c, --config FILE      configuration (as root /etc/rollcall/bridge.yaml)
  -y, --yes              take every terminal that is found, and ask nothing
      --no-terminals     search for none: an administrator says in the cloud which terminals this bridge reads
      --no-service       install no service
      --json             one JSON object at the end; the rest goes to the standard error output
  -v, --verbose          also log details that help to find a fault
`,
  async run(args, console): Promise<ExitCode> {
    const options = readArguments(args);
    const { stdout, stderr, now } = console;
    const out = options.json ? stderr : stdout;
    const say = (line: string) => void out.write(`${line}\n`);
    const draft = draftConfig(options);
    if (options.token === undefined && !hasIdentity(draft.config)) {
      throw new UsageError(
        '--token TOKEN is missing (or ROLLCALL_ENROLMENT_TOKEN). An administrator makes one in the console: Terminals, Add a bridge.',
      );
    }
    const pausable = pausableService(draft.file);
    requireOwnState(draft, pausable);
    const { seen, chosen, problem } = await find(options, draft, console, say);
    if (problem !== undefined) {
      stderr.write(`${problem}\n`);
      return exitCodes.terminal;
    }
    const config = writeDraft(
      draft,
      chosen.map(({ candidate }) => settingsOf(candidate)),
    );
    sayConfig(draft, config, chosen.length, say);
    if (!options['no-terminals']) keepFound(config.stateDir, seen, now());
    // Only a bridge that does not run can find out whether the cloud still knows it, and take another identity.
    const isPaused = options.token !== undefined && !options['no-service'] && isHeld(config.stateDir);
    return await whilePaused(isPaused ? pausable : undefined, async () => {
      const { identity, pulled } = await enrolAndRead(config, options, console, say);
      const service = setUpService({ config, configFile: draft.file, wanted: !options['no-service'] });
      say(service.says);
      if (isPaused && service.state !== 'installed') pausable?.start();
      const outcome = { draft, config, seen, added: chosen, identity, pulled, service };
      if (options.json) stdout.write(`${JSON.stringify(documentOf(outcome))}\n`);
      if (pulled !== undefined && pulled.code !== exitCodes.ok) return pulled.code;
      return seen.some(isUnread) ? exitCodes.terminal : exitCodes.ok;
    });
  },
};
