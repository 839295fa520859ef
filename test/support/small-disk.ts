/** Mounts a small disk of its own for one test, where this machine lets the test do so. @module */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

function mount(folder: string, kibibytes: number): boolean {
  return spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${kibibytes}k`, 'tmpfs', folder]).status === 0;
}

/** Whether small disks can be mounted: as root on Linux, outside a locked container. */
export function canMountDisks(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-disk-'));
  const can = process.platform === 'linux' && mount(folder, 64);
  if (can) spawnSync('umount', [folder]);
  rmSync(folder, { recursive: true });
  return can;
}

/** A disk of this size; it ends with the test. @returns its folder */
export function aSmallDisk(kibibytes: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-disk-'));
  if (!mount(folder, kibibytes)) throw new Error(`${folder}: no disk can be mounted`);
  onTestFinished(() => {
    spawnSync('umount', ['-l', folder]);
    rmSync(folder, { recursive: true });
  });
  return folder;
}

/** Fills a disk to its last byte with another file. @returns the file */
export function fillDisk(folder: string): string {
  const file = join(folder, 'other-file');
  const { bavail, bsize } = statfsSync(folder);
  writeFileSync(file, Buffer.alloc(bavail * bsize, 1));
  return file;
}
