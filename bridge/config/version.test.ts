import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bridgeVersion } from './version.ts';

test('the bridge reports the version of its package', () => {
  const manifest: unknown = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'));
  expect(manifest).toMatchObject({ version: bridgeVersion });
});
