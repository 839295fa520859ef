import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { LambdaName } from '#infra/lambdas.ts';
import { billOfMaterials } from './bill-of-materials.ts';
import { filesOfFunctions } from './deployed.ts';

const billOf = async (...names: LambdaName[]) =>
  billOfMaterials({ name: 'rollcall-functions', version: '1.2.3', files: await filesOfFunctions(names) });

test('a package is in the bill of the functions that have it in them, and only there', async () => {
  const names = async (...functions: LambdaName[]) =>
    (await billOf(...functions)).components.map(({ name }) => name);
  const [gather, deliveries] = [await names('gather'), await names('deliveries')];
  expect(gather).toContain('zod');
  expect(gather).not.toContain('nodemailer');
  expect(deliveries).toEqual(expect.arrayContaining(['zod', 'nodemailer', '@aws-sdk/client-sesv2']));
  expect(await names('gather', 'deliveries')).toEqual([...new Set([...gather, ...deliveries])].sort());
});

test('each package has the version and the hash of the lockfile', async () => {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  const { components } = await billOf('gather');
  expect(components.length).toBeGreaterThan(5);
  for (const component of components) {
    const { version, integrity } = packages[`node_modules/${component.name}`];
    const [hash] = 'hashes' in component ? (component.hashes ?? []) : [];
    expect(component.purl).toBe(`pkg:npm/${component.name.replace('@', '%40')}@${version}`);
    expect(`sha512-${Buffer.from(hash?.content ?? '', 'hex').toString('base64')}`).toBe(integrity);
  }
});

test('what is ours is not a package, and each is named once', () => {
  const files = [
    'node_modules/zod/v4/core/index.js',
    'functions/gather/handler.ts',
    'node_modules/zod/index.js',
  ];
  const { components } = billOfMaterials({
    name: 'x',
    version: '1.0.0',
    files,
    nodeVersions: ['24.1.0', '24.1.0'],
  });
  expect(components.map(({ name }) => name)).toEqual(['node', 'zod']);
});
