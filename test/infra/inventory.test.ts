import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { stacksOf } from '#infra/build-app.ts';
import { parseDeployFile } from '#infra/config/read-deploy-file.ts';
import { inventoryOf } from '#infra/inventory.ts';
import { buildTestApp } from './synthesised.ts';

const { production } = parseDeployFile(readFileSync('deploy/example.yaml', 'utf8'));

const inventories = new Map(
  stacksOf(buildTestApp(production, { name: 'production' })).map((stack) => [
    `${stack.stackName.replace('Rollcall-production-', '').toLowerCase()}.txt`,
    inventoryOf(stack),
  ]),
);

test('there is an inventory of each stack of the example, and no other', () => {
  expect(readdirSync('infra/inventory').sort()).toEqual([...inventories.keys()].sort());
});

test.each([...inventories])(
  '%s is what the template makes; if it is meant: npm run template:diff -- -u',
  async (file, text) => {
    await expect(text).toMatchFileSnapshot(`../../infra/inventory/${file}`);
  },
);
