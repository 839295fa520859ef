/** The engine keeps nothing between calls: no module of it holds anything that changes. What it remembers, a rule book owns. */
import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const sources = globSync('**/*.ts', {
  cwd: import.meta.dirname,
  exclude: (name) => name === 'testing' || name.endsWith('.test.ts'),
});

/** Top-level statements of a formatted source that hold something that can change: they begin a line. */
const changing = [
  /^(?:export )?(?:let|var) .*/gm,
  // A collection is fine where its type lets nobody add to it.
  /^(?:export )?const \w+(?:: (?:Map|Set|WeakMap|WeakSet)<.*>)? = new (?:Map|Set|WeakMap|WeakSet)\b.*/gm,
  /^(?:export )?const \w+(?:: \w+\[\])? = \[\];/gm,
  /^ {2}static (?!readonly)#?\w+ ?[:=].*/gm,
];

const stateOf = (source: string): string[] => changing.flatMap((pattern) => source.match(pattern) ?? []);

test('no module of the engine holds anything that changes', () => {
  expect(sources.length).toBeGreaterThan(80);
  const found = sources.flatMap((file) =>
    stateOf(readFileSync(`${import.meta.dirname}/${file}`, 'utf8')).map((line) => `${file}: ${line}`),
  );
  expect(found).toEqual([]);
});

test.each([
  'let known = 0;',
  'export var known = 0;',
  'const known = new WeakMap<object, number>();',
  'export const known: Map<string, number> = new Map();',
  'const known: number[] = [];',
  '  static known = 0;',
])('%s is found', (line) => {
  expect(stateOf(`const first = 1;\n${line}\n`)).toHaveLength(1);
});

test.each([
  '  let known = 0;',
  'const none: readonly number[] = [];',
  'const none: ReadonlySet<string> = new Set();',
  '  static readonly none = 0;',
  '  static none(day: number): DaysBefore {',
])('%s is fine', (line) => {
  expect(stateOf(`${line}\n`)).toEqual([]);
});
