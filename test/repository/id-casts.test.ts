/** Ids are made by the functions that read them: a cast anywhere else would bypass what their types are there for. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
/** Where ids are made. */
const makers = new Set([
  'shared/contract/ids.ts',
  'shared/punch/claims.ts',
  'shared/punch/pin.ts',
  'shared/punch/serial.ts',
  'shared/punch/user-id.ts',
]);
const cast = /\bas (?:\w*UserId|\w*Pin|Serial|OurId|\w+Id)\b/;

test('no id is cast outside the files that make it', () => {
  const files = globSync('{shared,functions,bridge,infra,scripts,test,bench}/**/*.ts', {
    cwd: root,
    exclude: ['**/node_modules/**'],
  });
  expect(files.length).toBeGreaterThan(500);
  const casts = files
    .filter((file) => !makers.has(file))
    .flatMap((file) =>
      readFileSync(join(root, file), 'utf8')
        .split('\n')
        .flatMap((line, index) => (cast.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [])),
    );
  expect(casts).toEqual([]);
});
