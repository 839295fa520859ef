import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const sources = globSync('{shared,functions,bridge,infra,scripts}/**/*.{ts,mjs}').filter(
  (path) => !path.endsWith('.test.ts') && !path.includes('node_modules'),
);

/** Files that look at the name of an error, or take one of JavaScript's own classes for one cause, and why they may. */
const allowed: Readonly<Record<string, string>> = {
  'functions/store/aws-failure.ts': 'AWS documents the name as the way to tell its failures apart',
  'functions/mail/ses.ts': 'AWS documents the name as the way to tell its failures apart',
  'shared/time/zone.ts':
    'Intl has only RangeError for a zone that it does not know, and nothing else runs there',
  'bridge/cli/failures.ts': 'Node throws a TypeError with a code for a command line; the code decides',
  'bridge/cli/discover-command.ts': 'nothing but the reading of one subnet runs there',
  'bridge/cli/setup-search.ts': 'nothing but the reading of one subnet runs there',
  'functions/authorizer/token.ts':
    'the library throws a TypeError for a key that does not fit the algorithm, and nothing else runs there',
};

const byName = /\b(?:error|err|cause|failure|reason|thrown|exception)\??\.name\b|\bconstructor\.name\b/;
const byBroadClass = /instanceof (?:TypeError|RangeError|SyntaxError|ReferenceError|URIError|EvalError)\b/;

function offending(text: string): string[] {
  return text.split('\n').filter((line) => byName.test(line) || byBroadClass.test(line));
}

test('errors are told apart by class or code: a name, or a class of JavaScript itself, says nothing of the cause', () => {
  expect(sources.length).toBeGreaterThan(300);
  const found = sources.filter((path) => offending(readFileSync(path, 'utf8')).length > 0);
  expect(found.sort()).toEqual(Object.keys(allowed).sort());
});

test.each([
  "error.name === 'CloudUnreachable'",
  'tolerated.includes(error.name)',
  "error instanceof Error && error.name.endsWith('Error')",
  'failure.constructor.name',
  'if (error instanceof RangeError || error instanceof TypeError) return',
])('%s would be found', (line) => {
  expect(offending(line)).toEqual([line]);
});

test.each(['user.name === undefined', 'error instanceof CloudUnreachable', "error.code === 'ENOENT'"])(
  '%s is fine',
  (line) => {
    expect(offending(line)).toEqual([]);
  },
);
