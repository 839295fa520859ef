/** Runs a bridge in a process of its own that the chaos test can kill and start again. @module */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';

const program = join(import.meta.dirname, '../../bridge/main.ts');

/** A bridge in a process of its own, which may be killed at any moment. */
export class BridgeProcess {
  readonly #configFile: string;
  readonly #logFile: string;
  #child: ChildProcess | undefined;
  /** Exits that nobody has asked for. */
  readonly crashes: string[] = [];

  constructor(configFile: string, logFile: string) {
    this.#configFile = configFile;
    this.#logFile = logFile;
  }

  /** Whether it runs. */
  get isUp(): boolean {
    return this.#child !== undefined;
  }

  start(): void {
    const child = spawn(process.execPath, [program, 'run', '--config', this.#configFile], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    child.stderr.on('data', (bytes: Buffer) => appendFileSync(this.#logFile, bytes));
    child.once('exit', (code, signal) => {
      if (this.#child !== child) return;
      this.#child = undefined;
      this.crashes.push(`the bridge ended without being asked to (${signal ?? `exit code ${code}`})`);
    });
    this.#child = child;
  }

  /** Ends it as a power cut would. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Asks it to stop. @returns seconds that it took */
  async stop(): Promise<number> {
    const began = performance.now();
    await this.#end('SIGTERM');
    return (performance.now() - began) / 1000;
  }

  async #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }
}
