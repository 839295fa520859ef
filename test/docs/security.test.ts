/** What SECURITY.md says to have been tried names tests that are there, and claims about the whole API hold for all of it. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { secretHolders } from '#infra/lambdas.ts';
import { contract } from '#shared/contract/index.ts';
import type { RouteDefinition } from '#shared/contract/route.ts';
import { files, inRepository } from './repository.ts';

const page = readFileSync(inRepository('SECURITY.md'), 'utf8');
const scripts = (JSON.parse(readFileSync(inRepository('package.json'), 'utf8')) as { scripts: object })
  .scripts;

/** The rows of the table under a heading: what, and where it is tried. */
function rowsUnder(heading: string): (readonly [string, string[]])[] {
  const [, section = ''] = page.split(`\n## ${heading}\n`);
  const rows = (section.split('\n## ')[0] ?? '').split('\n').filter((line) => line.startsWith('| '));
  return rows.slice(1).map((line) => {
    const cells = line.split(' | ');
    const tried = (cells.at(-1) ?? '').replace(/ \|$/, '');
    return [(cells[0] ?? '').replace(/^\| /, ''), tried.split(', ')] as const;
  });
}

const threats = rowsUnder('What somebody might try');
const owasp = rowsUnder('OWASP API Security Top 10 (2023)');

test('the ten of OWASP are there, each once and in their order', () => {
  const numbers = owasp.map(([what]) => /^API(\d+) /.exec(what)?.[1]);
  expect(numbers).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10']);
});

test.each([...threats, ...owasp])('%s: where it is tried are tests', (_, tried) => {
  for (const where of tried) {
    const script = /^`npm run ([\w:]+)`$/.exec(where)?.[1];
    if (script !== undefined) expect(Object.keys(scripts)).toContain(script);
    else {
      expect(files).toContain(where);
      expect(where).toMatch(/\.test\.ts$/);
    }
  }
});

test('the functions that have the secret of a deployment are those that the page names', () => {
  const [, named = ''] = /into the environment of the functions ([^:]+):/.exec(page) ?? [];
  expect([...named.matchAll(/`(\w+)`/g)].map(([, name]) => name)).toEqual(secretHolders);
});

test('what guards it is done by each run of the checks', () => {
  const [, section = ''] = page.split('## What guards it\n');
  const run = readFileSync(inRepository('.ci/run'), 'utf8');
  const named = [...(section.split('\n## ')[0] ?? '').matchAll(/`npm run ([\w:]+)`/g)].map(
    ([, name]) => name,
  );
  expect(named.length).toBeGreaterThan(2);
  for (const name of named) expect(run).toMatch(new RegExp(`npm run (--silent )?${name}\\b`));
});

/** A part of the OpenAPI document. */
interface Schema {
  $ref?: string;
  properties?: Record<string, unknown>;
  additionalProperties?: unknown;
}

/** Read-only fields that come back, and sentences of bridges that may be newer than the cloud. */
const openBodies = new Set([
  'putSettings NextRunsInput',
  'putSettings PayrollPeriods',
  'putSettings PeriodDays',
  'putSettings KeptTimesInput',
  'completeTask ReasonTextInput',
  'completeTask ReasonPartInput',
]);

describe('every body', () => {
  type Operation = { operationId: string; requestBody?: { content: Record<string, { schema: unknown }> } };
  const document = JSON.parse(readFileSync(inRepository('docs/openapi.json'), 'utf8')) as {
    paths: Record<string, Record<string, Operation>>;
    components: { schemas: Record<string, Schema> };
  };
  const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));

  /** Names of the schemas of a body in which unknown fields pass; those without a name have that of what they are in. */
  function openIn(part: unknown, name: string, seen: Set<string>): string[] {
    if (part === null || typeof part !== 'object') return [];
    const { $ref, properties, additionalProperties } = part as Schema;
    if ($ref !== undefined) {
      const named = $ref.replace('#/components/schemas/', '');
      if (seen.has(named)) return [];
      seen.add(named);
      expect(document.components.schemas).toHaveProperty([named]);
      return openIn(document.components.schemas[named], named, seen);
    }
    const own = properties !== undefined && additionalProperties !== false ? [name] : [];
    return [...own, ...Object.values(part).flatMap((inner) => openIn(inner, name, seen))];
  }

  test('refuses fields that nobody knows, but where it says so here', () => {
    const open = operations.flatMap(({ operationId, requestBody }) =>
      Object.values(requestBody?.content ?? {}).flatMap(({ schema }) =>
        openIn(schema, operationId, new Set()).map((name) => `${operationId} ${name}`),
      ),
    );
    expect(new Set(open)).toEqual(openBodies);
    expect(operations.filter(({ requestBody }) => requestBody !== undefined).length).toBeGreaterThan(60);
  });
});

test('the audit trail is read, and no route changes it', () => {
  const all: RouteDefinition[] = Object.values(contract);
  const trail = all.filter(({ path }) => path.startsWith('/v1/audit'));
  expect(trail.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /v1/audit']);
});
