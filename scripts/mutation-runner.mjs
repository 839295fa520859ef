/** Runs the engine's tests inside Stryker's own process, so that thousands of mutants take minutes. @module */

import { globSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * A test runner for Stryker: the tests of the attendance engine and its time in Stryker's own process, `expect` from
 * vitest. The engine is pure, so that a mutant costs only the tests that meet it, and thousands of mutants cost minutes; a
 * run of vitest for each of them would take hours.
 */

const testFiles = 'shared/{attendance,time}/**/*.test.ts';

/** Files whose results the process remembers (zones, days): each of their mutants gets fresh modules, or it would live on. */
const remembering = /shared\/(time\/.*|attendance\/.*\/(day-template|local-window|user-zones))\.ts$/;

/** The tests by id, and what is being registered. */
const tests = new Map();
const suites = [];
let file = '';
let loaded = 0;

function test(name, body) {
  const id = [file, ...suites, name].join(' > ');
  if (tests.has(id)) throw new Error(`two tests are named "${id}"`);
  tests.set(id, body);
}

function describe(name, body) {
  suites.push(name);
  body();
  suites.pop();
}

function titled(title, row, index) {
  const values = [row].flat();
  const text = title
    .replace(/%[sdi]/g, () => String(values.shift()))
    .replace(/\$(\w+)/g, (_, field) => String(row?.[field]));
  return `${text} #${index}`;
}

/** `test.each` and `describe.each` of a list of rows. */
const eachOf = (register) => (rows) => (title, body) => {
  for (const [index, row] of rows.entries()) register(titled(title, row, index), () => body(...[row].flat()));
};
test.each = eachOf(test);
describe.each = eachOf(describe);

globalThis.mutationTests = { test, describe };
const vitestHere = `data:text/javascript,${encodeURIComponent(
  `export { expect } from ${JSON.stringify(import.meta.resolve('vitest'))};
   export const { test, describe } = globalThis.mutationTests;`,
)}`;

const sandbox = () => pathToFileURL(process.cwd()).href;

registerHooks({
  resolve(specifier, context, next) {
    const from = context.parentURL ?? '';
    if (specifier === 'vitest' && from.startsWith(sandbox()) && from.includes('.test.ts')) {
      return { url: vitestHere, shortCircuit: true };
    }
    const found = next(specifier, context);
    return found.url.startsWith(`${sandbox()}/shared/`)
      ? { ...found, url: `${found.url}?load=${loaded}` }
      : found;
  },
});

async function loadTests() {
  loaded += 1;
  tests.clear();
  for (file of globSync(testFiles, { exclude: ['**/*.types.test.ts'] }).sort()) {
    await import(`${pathToFileURL(join(process.cwd(), file)).href}?load=${loaded}`);
  }
}

/** @returns why a test fails; `null` when it passes */
async function failureOf(id) {
  try {
    await tests.get(id)();
    return null;
  } catch (error) {
    return String(error?.message ?? error);
  }
}

class InProcessRunner {
  static inject = [];
  /** What the mutated code reads and writes: which mutant is on, which test runs, what it met. */
  #mutation = globalThis.__stryker__ ?? {};
  #milliseconds = new Map();
  #hasOwnModules = false;

  capabilities() {
    return { reloadEnvironment: false };
  }

  async init() {
    globalThis.__stryker__ = this.#mutation;
    // Example tests reach the mutants; property tests need only a few runs.
    process.env.PROPERTY_RUNS ??= '8';
    process.env.TZ = 'UTC';
    await loadTests();
  }

  async dryRun() {
    const results = [];
    for (const id of tests.keys()) {
      this.#mutation.currentTestId = id;
      const start = performance.now();
      const failureMessage = await failureOf(id);
      const timeSpentMs = performance.now() - start;
      this.#milliseconds.set(id, timeSpentMs);
      const passed = failureMessage === null;
      results.push({
        id,
        name: id,
        timeSpentMs,
        ...(passed ? { status: 0 } : { status: 1, failureMessage }),
      });
    }
    this.#mutation.currentTestId = undefined;
    return { status: 'complete', tests: results, mutantCoverage: this.#mutation.mutantCoverage };
  }

  async mutantRun({ testFilter, activeMutant, hitLimit, sandboxFileName }) {
    const needsOwnModules = remembering.test(sandboxFileName);
    if (needsOwnModules || this.#hasOwnModules) await loadTests();
    this.#hasOwnModules = needsOwnModules;
    const inTime = (id) => this.#milliseconds.get(id) ?? 0;
    const ids = (testFilter ?? [...tests.keys()]).toSorted((a, b) => inTime(a) - inTime(b));
    Object.assign(this.#mutation, { activeMutant: activeMutant.id, hitLimit, hitCount: 0 });
    try {
      for (const [index, id] of ids.entries()) {
        const failureMessage = await failureOf(id);
        if (this.#mutation.hitCount > hitLimit) return { status: 'timeout', reason: 'it does not end' };
        const nrOfTests = index + 1;
        if (failureMessage !== null) return { status: 'killed', killedBy: [id], failureMessage, nrOfTests };
      }
      return { status: 'survived', nrOfTests: ids.length };
    } finally {
      this.#mutation.activeMutant = undefined;
    }
  }
}

/** What Stryker asks a plugin for. */
export const strykerPlugins = [{ kind: 'TestRunner', name: 'in-process', injectableClass: InProcessRunner }];
