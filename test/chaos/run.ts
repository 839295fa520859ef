/** Lets terminals, network, cloud and bridge fail for a while, then compares every punch with the cloud. @module */

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { enrolSite } from '#bridge/cloud/index.ts';
import { BridgeConfig } from '#bridge/config/index.ts';
import { BridgeProcess } from './bridge-process.ts';
import { type ChaosCloud, realCloud, scriptedCloud } from './clouds.ts';
import { type Dice, diceOf } from './dice.ts';
import { moods, startChaosProxy } from './proxy.ts';
import { ChaosTerminal } from './terminal.ts';

/** What a run is to be. */
export interface ChaosOptions {
  seconds: number;
  seed: number;
  /** The real functions on this machine instead of a cloud of a few lines. */
  real?: boolean;
  terminals?: number;
  /** Receives what happens, line by line, in plain words. */
  say?: (line: string) => void;
}

/** What a run came to. */
export interface ChaosOutcome {
  /** Punches that the terminals hold at the end. */
  held: number;
  /** Of them, those that the cloud does not have. */
  missing: string[];
  /** Punches that the cloud has and no terminal holds. */
  invented: string[];
  /** Punches that the cloud has more than once. */
  repeated: string[];
  /** Everything else that may not happen. */
  violations: string[];
  counts: Record<string, number>;
}

const settleSeconds = 120;
const stopSeconds = 10;

/**
 * Lets everything go wrong for a while, puts it right again, and compares the terminals with the cloud. The seed decides
 * what happens; the machine has a say in when exactly.
 */
export async function runChaos(options: ChaosOptions): Promise<ChaosOutcome> {
  const { seconds, seed, terminals: count = 5, say = () => {} } = options;
  const dice = diceOf(seed);
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-chaos-'));
  const proxy = await startChaosProxy();
  const cloud = options.real ? await realCloud(proxy.authority) : await scriptedCloud();
  proxy.target = cloud.url;
  const terminals = Array.from({ length: count }, (_, index) => new ChaosTerminal(index, dice));
  await Promise.all(terminals.map((terminal) => terminal.start()));
  const stateDir = join(folder, 'state');
  const { bridge, logFile } = await aBridge(folder, stateDir, proxy.url, cloud.token, terminals);
  const chaos = new Chaos({ dice, cloud, proxy, terminals, bridge, stateDir, say });
  try {
    bridge.start();
    await chaos.rage(seconds);
    say('Everything is put right again.');
    await chaos.calm();
    const outcome = await settle(cloud, terminals, chaos);
    const stopped = await bridge.stop();
    if (stopped > stopSeconds) outcome.violations.push(`the bridge took ${stopped.toFixed(1)} s to stop`);
    const broken = existsSync(logFile) && readFileSync(logFile, 'utf8').includes('"bridge.broken"');
    if (broken) outcome.violations.push('a part of the bridge broke');
    return outcome;
  } finally {
    await bridge.kill();
    await Promise.allSettled(terminals.map((terminal) => terminal.stop()));
    await proxy.close();
    await cloud.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function aBridge(
  folder: string,
  stateDir: string,
  cloudUrl: string,
  token: string,
  terminals: readonly ChaosTerminal[],
): Promise<{ bridge: BridgeProcess; logFile: string }> {
  const settings = {
    cloud: cloudUrl,
    name: 'chaos',
    stateDir,
    // Half of the terminals are configured with their serial number; the others must report it.
    terminals: terminals.map(({ serial, port }, index) => ({
      host: '127.0.0.1',
      port,
      ...(index % 2 === 0 ? { serial } : {}),
    })),
    poll: { maxSeconds: 2, probeSeconds: 10 },
  };
  const configFile = join(folder, 'bridge.json');
  writeFileSync(configFile, JSON.stringify(settings));
  await enrolSite(BridgeConfig.parse(settings), token);
  const logFile = join(folder, 'bridge.log');
  return { bridge: new BridgeProcess(configFile, logFile), logFile };
}

interface ChaosParts {
  dice: Dice;
  cloud: ChaosCloud;
  proxy: Awaited<ReturnType<typeof startChaosProxy>>;
  terminals: ChaosTerminal[];
  bridge: BridgeProcess;
  stateDir: string;
  say: (line: string) => void;
}

/** What goes wrong, one thing after the other. */
class Chaos {
  readonly #parts: ChaosParts;
  readonly counts: Record<string, number> = {};
  readonly #restarting = new Set<Promise<void>>();

  constructor(parts: ChaosParts) {
    this.#parts = parts;
  }

  get crashes(): readonly string[] {
    return this.#parts.bridge.crashes;
  }

  async rage(seconds: number): Promise<void> {
    const { dice } = this.#parts;
    const until = performance.now() + seconds * 1000;
    while (performance.now() < until) {
      const act = dice.pick([
        'punch',
        'punch',
        'punch',
        'order',
        'order',
        'restart',
        'cloud',
        'cloud-well',
        'kill',
        'clock',
        'damage',
      ]);
      await this.#do(act);
      await delay(dice.between(30, 400));
    }
  }

  /** Everything works again. */
  async calm(): Promise<void> {
    const { proxy, terminals, bridge } = this.#parts;
    proxy.mood = 'pass';
    await Promise.all(this.#restarting);
    await Promise.all(terminals.map((terminal) => terminal.restart(0)));
    if (!bridge.isUp) bridge.start();
  }

  async #do(act: string): Promise<void> {
    const { dice, cloud, proxy, terminals, bridge, stateDir } = this.#parts;
    const terminal = dice.pick(terminals as [ChaosTerminal, ...ChaosTerminal[]]);
    if (act === 'damage' && !dice.chance(0.3)) return;
    this.#count(act);
    switch (act) {
      case 'punch':
        for (let left = dice.between(1, 12); left > 0; left -= 1) terminal.punch(dice);
        return;
      case 'order':
        await cloud.order(terminal.serial, dice.chance(0.2) ? 'all' : 'new');
        return;
      case 'restart':
        this.#restart(terminal);
        return;
      case 'cloud':
        proxy.mood = dice.pick(moods);
        return;
      case 'cloud-well':
        proxy.mood = 'pass';
        return;
      case 'clock':
        terminal.changeClock(dice);
        return;
      case 'kill':
        await bridge.kill();
        await delay(dice.between(0, 500));
        bridge.start();
        return;
      case 'damage':
        await bridge.kill();
        writeFileSync(join(stateDir, 'outbox.db'), 'no outbox any more'.repeat(dice.between(100, 5000)));
        for (const suffix of ['-wal', '-shm']) rmSync(join(stateDir, `outbox.db${suffix}`), { force: true });
        bridge.start();
        return;
    }
  }

  #restart(terminal: ChaosTerminal): void {
    const { dice } = this.#parts;
    const fault = ChaosTerminal.fault(dice);
    const pause = dice.between(0, 1500);
    const restart = terminal.restart(pause, fault);
    this.#restarting.add(restart);
    void restart.finally(() => this.#restarting.delete(restart));
  }

  #count(act: string): void {
    this.counts[act] = (this.counts[act] ?? 0) + 1;
  }
}

/** Orders downloads until the cloud has what the terminals hold, or patience is at an end. */
async function settle(
  cloud: ChaosCloud,
  terminals: readonly ChaosTerminal[],
  chaos: Chaos,
): Promise<ChaosOutcome> {
  const until = performance.now() + settleSeconds * 1000;
  const held = new Set(terminals.flatMap((terminal) => terminal.identities()));
  let stored = await cloud.stored();
  const missing = () => [...held].filter((identity) => !stored.has(identity));
  while (missing().length > 0 && performance.now() < until) {
    for (const { serial } of terminals) await cloud.order(serial, 'new');
    await delay(1000);
    stored = await cloud.stored();
  }
  const destructive = terminals.reduce((sum, terminal) => sum + terminal.destructiveCommands, 0);
  return {
    held: held.size,
    missing: missing(),
    invented: [...stored.keys()].filter((identity) => !held.has(identity)),
    repeated: [...stored].filter(([, times]) => times > 1).map(([identity]) => identity),
    violations: [
      ...cloud.violations(),
      ...chaos.crashes,
      ...(destructive === 0 ? [] : [`${destructive} commands that erase something`]),
    ],
    counts: chaos.counts,
  };
}

/** Whether a run has found nothing. */
export function isSound({ missing, invented, repeated, violations }: ChaosOutcome): boolean {
  return missing.length + invented.length + repeated.length + violations.length === 0;
}
