/** Starts `infra/local/main.ts` in a process of its own on a data folder of a test, and shows what it prints. @module */

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const main = new URL('../../infra/local/main.ts', import.meta.url).pathname;

/** A start under test. */
export interface StartedProcess {
  child: ChildProcess;
  /** How it ended. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  output(): string;
  errors(): string;
  /** Address and key, once they are printed. */
  api(): { url: string; key: string } | undefined;
}

/** A folder for the data and files of a test. */
export interface StartFolder {
  folder: string;
  dataDir: string;
  /** Starts the program. @param program - instead of Node and its file, such as `npm start --` */
  start(args: readonly string[], program?: readonly string[]): StartedProcess;
  /** Writes a file of punches: each user's arrival and leaving on each day. */
  punches(users: number, days: number): string;
  /** Kills what still runs and removes everything. */
  remove(): void;
}

/** Makes the folder of a test. */
export function startFolder(): StartFolder {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-e2e-'));
  const dataDir = join(folder, 'data');
  const running = new Set<ChildProcess>();
  return {
    folder,
    dataDir,
    start(args, program = [process.execPath, main]) {
      const [command = '', ...first] = program;
      const child = spawn(command, [...first, '--no-console', '--data', dataDir, '--port', '0', ...args], {
        stdio: ['ignore', 'pipe', 'pipe'],
        // A group of its own, so that whatever it started can be killed with it.
        detached: true,
      });
      running.add(child);
      let output = '';
      let errors = '';
      child.stdout.on('data', (chunk) => {
        output += chunk;
      });
      child.stderr.on('data', (chunk) => {
        errors += chunk;
      });
      const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
        child.once('exit', (code, signal) => resolve({ code, signal }));
      });
      return {
        child,
        ended,
        output: () => output,
        errors: () => errors,
        api() {
          const found = /API: {2}(\S+)\nKey: {2}(\S+)/.exec(output);
          return found?.[1] && found[2] ? { url: found[1], key: found[2] } : undefined;
        },
      };
    },
    punches(users, days) {
      const file = join(folder, 'punches.ndjson');
      const lines: string[] = [];
      for (let day = 0; day < days; day += 1) {
        const date = new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10);
        for (const [hour, status] of [
          ['08', 0],
          ['17', 1],
        ] as const) {
          for (let user = 0; user < users; user += 1) {
            const time = `${date} ${hour}:${String(user % 60).padStart(2, '0')}:00`;
            const punch = {
              serial: 'E2E0000001',
              pin: String(1000 + user),
              time,
              status,
              verify: 1,
              workCode: '',
            };
            lines.push(`${JSON.stringify(punch)}\n`);
          }
        }
      }
      writeFileSync(file, lines.join(''));
      return file;
    },
    remove() {
      for (const { pid } of running) {
        try {
          if (pid !== undefined) process.kill(-pid, 'SIGKILL');
        } catch {
          // It has ended with all that it started.
        }
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
