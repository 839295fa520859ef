import { expect, test } from 'vitest';
import { withLiteralKeys } from './literal-schema-keys.ts';
import { failingExports } from './unused-parts.ts';

/** Runs the text of a module. */
async function run(source: string): Promise<Record<string, unknown>> {
  return (await import(`data:text/javascript,${encodeURIComponent(source)}`)) as Record<string, unknown>;
}

test('computed keys become literals and mean the same', async () => {
  const source = [
    'const _hH = "httpHeader";',
    'const _q = "x-amz-\'quoted\'";',
    'const other = "o";',
    'export const shape = { [_hH]: { [_q]: 1 }, [other]: [_hH], plain: _q };',
  ].join('\n');
  const changed = withLiteralKeys(source);
  expect(changed).toContain('{ "httpHeader": { "x-amz-\'quoted\'": 1 }, [other]: [_hH]');
  expect((await run(changed)).shape).toEqual((await run(source)).shape);
});

test('a key whose text is not in the file stays as it is', () => {
  expect(withLiteralKeys('export const shape = { [_elsewhere]: 1 };')).toBe(
    'export const shape = { [_elsewhere]: 1 };',
  );
});

test('a module that was left out has all its exports, and says so when one is called', async () => {
  const source = [
    'export function process() {}',
    'export const stringProcessor = () => {};',
    'export class Generator {}',
    'function inner() {}',
    'export { inner as outer };',
    'export const createMethod = () => () => {};',
  ].join('\n');
  const left = await run(failingExports(source, 'left out'));
  expect(Object.keys(left).sort()).toEqual(Object.keys(await run(source)).sort());
  const call = (name: string) => (left[name] as () => unknown)();
  for (const name of ['process', 'stringProcessor', 'Generator', 'outer']) {
    expect(() => call(name)).toThrow('left out');
  }
  expect(() => (call('createMethod') as () => unknown)()).toThrow('left out');
});
