/** The runtimes that are pinned fit the Node that everything else runs on. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { blobMaker, runtimes } from './runtimes.ts';

const { devDependencies } = z
  .looseObject({ devDependencies: z.looseObject({ node: z.string() }) })
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')));

test.each(['linux-x64', 'linux-arm64', 'win-x64'])('%s ships the Node that the tests run on', (target) => {
  expect(runtimes.shipped.find((runtime) => runtime.target === target)?.version).toBe(devDependencies.node);
});

test('each other Node has its like for Linux, which makes what goes into it', () => {
  const others = runtimes.shipped.filter(({ version }) => version !== devDependencies.node);
  for (const { version } of others) {
    const makers = runtimes.blobMakers.filter((maker) => maker.version === version);
    expect(makers.map(({ target }) => target)).toContain('linux-x64');
  }
});

test('the Node at work makes programs for its own version, and none is found for an unknown one', () => {
  expect(blobMaker(process.versions.node)).toBe(process.execPath);
  expect(() => blobMaker('1.2.3')).toThrow(/no Node 1\.2\.3/);
});
