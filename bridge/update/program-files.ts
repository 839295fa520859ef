/** Puts a new program in the place of the one before, which is kept, and puts that back. @module */

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
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
import { replacePrivateFile } from '#bridge/outbox/index.ts';
import { fileTrouble } from '#shared/file-trouble.ts';
import { UpdateError } from './update-error.ts';
import { holdUpdates, type UpdateHold } from './update-lock.ts';

/** A version that was taken back. */
const TakenBack = z.object({ version: z.string(), at: z.string(), reason: z.string() });
export type TakenBack = z.output<typeof TakenBack>;

/** A version that is being tried. */
const Trial = z.object({
  version: z.string(),
  /** When the cloud had last answered the bridge before it; `null` when it never had. */
  contactBefore: z.string().nullable(),
  /** SHA-256 of the new program, in hexadecimal; absent in what earlier versions noted. */
  program: z.string().optional(),
});
export type Trial = z.output<typeof Trial>;

const digestOf = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');

/** What a note says; nothing where a power cut has left half of it. */
function noteIn<T>(file: string, schema: z.ZodType<T>): T | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return schema.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
  } catch {
    return undefined;
  }
}

/** The program of a bridge, and the folder beside it that has what an update needs. */
export class ProgramFiles {
  readonly program: string;
  /** Root's alone, on the same volume: unlike the state folder, the bridge cannot write there. */
  readonly folder: string;
  readonly #sign: (file: string) => void;

  /**
   * @param program - absolute path of the executable
   * @param sign - makes a new program one that this machine starts; throws UpdateError when it cannot
   */
  constructor(program: string, sign: (file: string) => void = () => undefined) {
    this.program = program;
    this.#sign = sign;
    this.folder = `${program}.update`;
  }

  get #next(): string {
    return join(this.folder, process.platform === 'win32' ? 'next.exe' : 'next');
  }

  get #previous(): string {
    return join(this.folder, process.platform === 'win32' ? 'previous.exe' : 'previous');
  }

  /** Keeps others from updating this program at the same time. @throws UpdateAtWork; UpdateError when nothing can be written */
  hold(): UpdateHold {
    this.#write(() => mkdirSync(this.folder, { recursive: true, mode: 0o700 }));
    return holdUpdates(this.folder);
  }

  /**
   * Writes the new program beside the old one, signs it where that is asked for, and has it say its version, so that one which
   * does not run here is found out before anything is stopped.
   * @throws UpdateError when it cannot be written or signed, or says something else; nothing of it stays then
   */
  lay(content: Buffer, version: string): void {
    try {
      this.#lay(content);
      this.#requireVersion(version);
    } catch (error) {
      rmSync(this.#next, { force: true });
      throw error;
    }
  }

  #lay(content: Buffer): void {
    this.#write(() => {
      mkdirSync(this.folder, { recursive: true, mode: 0o700 });
      rmSync(this.#next, { force: true });
      writeFileSync(this.#next, content, { mode: 0o755, flag: 'wx' });
      // The updater keeps what it makes to itself, and the bridge is somebody else, who must be able to start this.
      chmodSync(this.#next, 0o755);
    });
    this.#sign(this.#next);
    this.#write(() => {
      const descriptor = openSync(this.#next, 'r+');
      fsyncSync(descriptor);
      closeSync(descriptor);
    });
  }

  #requireVersion(version: string): void {
    const { stdout, signal, error } = spawnSync(this.#next, ['--version'], {
      encoding: 'utf8',
      timeout: 60_000,
    });
    if (stdout?.trim() === version) return;
    const said = error?.message ?? (signal === null ? JSON.stringify(stdout) : `end by ${signal}`);
    throw new UpdateError(
      `The new program does not run here: it should say ${version}, and not ${said}. Nothing was changed.`,
    );
  }

  /** @throws UpdateError when something cannot be written */
  #write(step: () => void): void {
    try {
      step();
    } catch (cause) {
      const message = `${this.folder} cannot be written (${fileTrouble(cause)}). Nothing was changed.`;
      throw new UpdateError(message, { cause });
    }
  }

  /**
   * Puts the new program in place; what was there is kept. The service must not run. At each moment there is a program in its
   * place and, once there was one, a program of before.
   */
  swap(): void {
    // A second name first, so that the place is never empty; Windows wants a program that runs moved away.
    if (process.platform === 'win32') renameSync(this.program, this.#previous);
    else {
      const second = `${this.#previous}.new`;
      rmSync(second, { force: true });
      linkSync(this.program, second);
      renameSync(second, this.#previous);
      // Two names of one file stay two names.
      rmSync(second, { force: true });
    }
    renameSync(this.#next, this.program);
  }

  /** Puts the program of before back. The service must not run. */
  putBack(): void {
    renameSync(this.#previous, this.program);
  }

  /** Notes before a swap that a version is being tried, for whoever comes after a power cut. */
  beginTrial(trial: Omit<Trial, 'program'>): void {
    const noted: Trial = { ...trial, program: digestOf(this.#next) };
    this.#write(() => replacePrivateFile(this.#trialFile, `${JSON.stringify(noted)}\n`));
  }

  /** Forgets the trial: it is known how it went. */
  endTrial(): void {
    rmSync(this.#trialFile, { force: true });
  }

  /** The trial that nobody has ended. */
  trial(): Trial | undefined {
    return noteIn(this.#trialFile, Trial);
  }

  /** Whether the program that is tried is in place, as far as that was noted; else the one of before is. */
  isInPlace({ program }: Trial): boolean {
    return program === undefined || digestOf(this.program) === program;
  }

  get #trialFile(): string {
    return join(this.folder, 'trial.json');
  }

  get #takenBackFile(): string {
    return join(this.folder, 'taken-back.json');
  }

  /** Notes that a version was taken back, so that no schedule tries it again. */
  noteTakenBack(note: TakenBack): void {
    replacePrivateFile(this.#takenBackFile, `${JSON.stringify(note)}\n`);
  }

  /** The version that was taken back last. */
  takenBack(): TakenBack | undefined {
    return noteIn(this.#takenBackFile, TakenBack);
  }
}
