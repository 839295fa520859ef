/** Weighs a built console as a browser loads it, by the manifest that Vite writes. @module */

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as z from 'zod';

const Manifest = z.record(
  z.string(),
  z.object({
    file: z.string(),
    isEntry: z.boolean().default(false),
    imports: z.array(z.string()).default([]),
    css: z.array(z.string()).default([]),
  }),
);
type Manifest = z.output<typeof Manifest>;

/** One bound, and what it holds. */
export interface Weight {
  what: string;
  /** With gzip at its best, as a browser gets it; fonts as they are. */
  bytes: number;
  mostBytes: number;
}

const kilobyte = 1_024;
const most = {
  script: 200 * kilobyte,
  style: 20 * kilobyte,
  fonts: 60 * kilobyte,
  lazy: 80 * kilobyte,
  worker: 70 * kilobyte,
};

/** The chunks that the page needs before it shows anything: its entry, and what that imports statically. */
function firstChunks(manifest: Manifest): Set<string> {
  const found = new Set<string>();
  const visit = (key: string) => {
    if (found.has(key)) return;
    found.add(key);
    for (const next of manifest[key]?.imports ?? []) visit(next);
  };
  for (const [key, chunk] of Object.entries(manifest)) if (chunk.isEntry) visit(key);
  return found;
}

/**
 * What a built console weighs, each part with its bound.
 * @param folder - the built console
 * @throws ZodError when the manifest is none
 */
export async function weighConsole(folder: string): Promise<Weight[]> {
  const manifest = Manifest.parse(JSON.parse(await readFile(join(folder, '.vite/manifest.json'), 'utf8')));
  const packed = async (file: string) => gzipSync(await readFile(join(folder, file)), { level: 9 }).length;
  const sum = async (files: Iterable<string>) =>
    (await Promise.all([...files].map(packed))).reduce((total, bytes) => total + bytes, 0);

  const first = firstChunks(manifest);
  const chunksOf = (isFirst: boolean) =>
    Object.entries(manifest).flatMap(([key, chunk]) => (first.has(key) === isFirst ? [chunk] : []));
  const firstScripts = new Set(chunksOf(true).map(({ file }) => file));
  const firstStyles = new Set(chunksOf(true).flatMap(({ css }) => css));
  const listed = Object.values(manifest).map(({ file }) => file);
  const lazyScripts = new Set(chunksOf(false).flatMap(({ file }) => (file.endsWith('.js') ? [file] : [])));
  const fonts = (await readdir(join(folder, 'assets'))).filter((name) => name.endsWith('.woff2'));
  const fontBytes = await Promise.all(
    fonts.map(async (name) => (await readFile(join(folder, 'assets', name))).length),
  );
  // Vite lists what the page imports, and so no worker.
  const workers = (await readdir(join(folder, 'assets')))
    .map((name) => `assets/${name}`)
    .filter((file) => file.endsWith('.js') && !listed.includes(file));

  const each = (files: Iterable<string>, mostBytes: number) =>
    Promise.all([...files].map(async (file) => ({ what: file, bytes: await packed(file), mostBytes })));
  return [
    { what: 'scripts of the first page', bytes: await sum(firstScripts), mostBytes: most.script },
    { what: 'styles of the first page', bytes: await sum(firstStyles), mostBytes: most.style },
    { what: 'fonts', bytes: fontBytes.reduce((total, bytes) => total + bytes, 0), mostBytes: most.fonts },
    ...(await each(lazyScripts, most.lazy)),
    ...(await each(workers, most.worker)),
  ];
}
