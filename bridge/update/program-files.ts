/** Puts a new program in the place of the one before, which is kept, and puts that back. @module */

import { spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { fileTrouble } from '#shared/file-trouble.ts';
import { UpdateError } from './update-error.ts';

/** A version that was taken back. */
const TakenBack = z.strictObject({ version: z.string(), at: z.string(), reason: z.string() });
export type TakenBack = z.output<typeof TakenBack>;

/** A version that is being tried. */
const Trial = z.strictObject({
  version: z.string(),
  /** When the cloud had last answered the bridge before it; `null` when it never had. */
  contactBefore: z.string().nullable(),
});
export type Trial = z.output<typeof Trial>;

/** The program of a bridge, and the folder beside it that has what an update needs. */
export class ProgramFiles {
  readonly program: string;
  /** Root's alone, on the same volume: unlike the state folder, the bridge cannot write there. */
  readonly folder: string;

  /** @param program - absolute path of the executable */
  constructor(program: string) {
    this.program = program;
    this.folder = `${program}.update`;
  }

  get #next(): string {
    return join(this.folder, process.platform === 'win32' ? 'next.exe' : 'next');
  }

  get #previous(): string {
    return join(this.folder, process.platform === 'win32' ? 'previous.exe' : 'previous');
  }

  /**
   * Writes the new program beside the old one, and has it say its version, so that one which does not run here is found
   * out before anything is stopped.
   * @throws UpdateError when it cannot be written, or says something else
   */
  lay(content: Buffer, version: string): void {
    try {
      mkdirSync(this.folder, { recursive: true, mode: 0o700 });
      rmSync(this.#next, { force: true });
      writeFileSync(this.#next, content, { mode: 0o755, flag: 'wx' });
      const descriptor = openSync(this.#next, 'r+');
      fsyncSync(descriptor);
      closeSync(descriptor);
    } catch (error) {
      throw new UpdateError(
        `${this.folder} cannot be written (${fileTrouble(error)}). Nothing was changed.`,
        {
          cause: error,
        },
      );
    }
    const { stdout, error } = spawnSync(this.#next, ['--version'], { encoding: 'utf8', timeout: 60_000 });
    if (stdout?.trim() === version) return;
    const said = error?.message ?? JSON.stringify(stdout);
    throw new UpdateError(
      `The new program does not run here: it should say ${version}, and not ${said}. Nothing was changed.`,
    );
  }

  /** Puts the new program in place; what was there is kept. The service must not run. */
  swap(): void {
    rmSync(this.#previous, { force: true });
    // A second name first, so that the place is never empty; Windows wants a program that runs moved away.
    if (process.platform === 'win32') renameSync(this.program, this.#previous);
    else linkSync(this.program, this.#previous);
    renameSync(this.#next, this.program);
  }

  /** Puts the program of before back. The service must not run. */
  putBack(): void {
    renameSync(this.#previous, this.program);
  }

  /** Notes before a swap that a version is being tried, for whoever comes after a power cut. */
  beginTrial(trial: Trial): void {
    writeFileSync(this.#trialFile, `${JSON.stringify(trial)}\n`, { flush: true });
  }

  /** Forgets the trial: it is known how it went. */
  endTrial(): void {
    rmSync(this.#trialFile, { force: true });
  }

  /** The trial that nobody has ended. */
  trial(): Trial | undefined {
    const file = this.#trialFile;
    return existsSync(file) ? Trial.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined;
  }

  get #trialFile(): string {
    return join(this.folder, 'trial.json');
  }

  /** Notes that a version was taken back, so that no schedule tries it again. */
  noteTakenBack(note: TakenBack): void {
    writeFileSync(join(this.folder, 'taken-back.json'), `${JSON.stringify(note)}\n`);
  }

  /** The version that was taken back last. */
  takenBack(): TakenBack | undefined {
    const file = join(this.folder, 'taken-back.json');
    return existsSync(file) ? TakenBack.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined;
  }
}
