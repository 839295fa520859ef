/** What the pages name exists: paths, links, npm scripts and routes. */
import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { gatewayRoutes } from '#infra/routes.ts';
import { contract } from '#shared/contract/index.ts';
import { readPage } from './markdown.ts';
import { hasRoute, pathsIn, routesIn, scriptsIn } from './names.ts';
import { exists, files, inRepository, isFolderName } from './repository.ts';

/** What programs make when they run, ours or generators of clients, and pages speak of. */
const madeAtRunTime = new Set([
  'identity.json',
  'local.json',
  '.rollcall/local.json',
  'rollcall.d.ts',
  'console/dist',
  'release.json',
  'sbom.cdx.json',
]);

const read = (path: string) => readFileSync(inRepository(path), 'utf8');
const { scripts } = z
  .looseObject({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(read('package.json')));
const scriptFamilies = new Set(
  Object.keys(scripts).flatMap((name) => (name.includes(':') ? name.split(':').slice(0, 1) : [])),
);
const pages = files.filter((path) => path.endsWith('.md') && !path.includes('/fixtures/'));
const routeKeys = gatewayRoutes(contract).map(({ key }) => key);
const roots = [...new Set(routeKeys.flatMap((key) => key.split('/')[1] ?? []))];

describe.each(pages)('%s', (path) => {
  const page = readPage(read(path));

  test('names paths that exist', () => {
    const named = page.code.flatMap((code) => pathsIn(code, isFolderName));
    expect(named.filter((word) => !madeAtRunTime.has(word) && !exists(word, path))).toEqual([]);
  });

  test('has links that lead somewhere', () => {
    const dead = page.links
      .filter((link) => !/^[a-z]+:/.test(link))
      .filter((link) => {
        const [target = '', anchor] = link.split('#');
        const file = target === '' ? path : posix.join(posix.dirname(path), target).replace(/\/$/, '');
        if (!exists(file, 'README.md')) return true;
        return anchor !== undefined && !(file.endsWith('.md') && readPage(read(file)).anchors.has(anchor));
      });
    expect(dead).toEqual([]);
  });

  test('calls npm scripts that exist', () => {
    const members = page.code.filter(
      (code) => /^[a-z]+:[a-z-]+$/.test(code) && scriptFamilies.has(code.split(':')[0] ?? ''),
    );
    const named = [...page.code.flatMap(scriptsIn), ...members];
    expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });

  test('names routes that exist', () => {
    const named = page.code.flatMap((code) => routesIn(code, roots));
    expect(named.filter((route) => !hasRoute(routeKeys, route))).toEqual([]);
  });
});

test('no file names a page that lies outside the repository', () => {
  const outside = /\.\.\/shared\/[\w-]+\.md/;
  const text = files.filter((path) => /\.(md|ts|mjs|json|yaml|yml)$|^\.ci\/run$/.test(path));
  expect(text.filter((path) => outside.test(read(path)))).toEqual([]);
});
