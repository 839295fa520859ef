import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { parseDeployFile, readDeployment } from './read-deploy-file.ts';

const example = readFileSync('deploy/example.yaml', 'utf8');

test('the example is right', () => {
  expect(Object.keys(parseDeployFile(example))).toEqual(['production', 'trial']);
});

/** The places of all settings of a deployment of the example, as `api.people`. */
function places(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    [...path, key],
    ...(key === 'tags' ? [] : places(inner, [...path, key])),
  ]);
}

const { production } = (parse(example) as { deployments: { production: object } }).deployments;

test.each(
  places(production)
    .filter(([first]) => first !== 'account')
    .map((path) => [path.join('.'), path]),
)('without %s the file is refused: forgetting removes nothing', (place, path) => {
  const file = parse(example) as { deployments: { production: Record<string, unknown> } };
  const inner = path
    .slice(0, -1)
    .reduce((value, key) => value[key] as Record<string, unknown>, file.deployments.production);
  delete inner[path.at(-1) ?? ''];
  expect(() => parseDeployFile(stringify(file))).toThrow(`production.${place} is missing.`);
});

test.each([
  ['alarms:\n', 'alarm:\n', 'production.alarm is not a setting; did you mean "alarms"?'],
  ['  email:', '  emial:', 'alarms.emial is not a setting; did you mean "email"?'],
  ['signIn: none', 'signIn: yes please', 'trial.signIn must be "none"'],
  ['logDays: 30', 'logDays: 31', 'retention.logDays must be one of 1, 3, 5'],
  ['us-east-1', 'eu-west-1', 'a certificate in us-east-1, where CloudFront looks for it'],
  ['acm:eu-central-1', 'acm:eu-west-1', 'a certificate in eu-central-1, the region of the deployment'],
  ['  trial:', '  Trial:', 'lower-case letters'],
  ['https://rollcall.example.com]', 'https://rollcall.example.com/x]', 'must be an origin'],
  ['domainPrefix: sample', 'domainPrefix: Sample', 'lower-case'],
  ['Attendance <reports@example.com>', 'nobody', 'must be an address, or Name <address>'],
  ["'111111111111'", '111', 'account'],
  [
    '    limits:\n',
    '    limits:\n      routes: { GET /v1/sheet: { perSecond: 1, burst: 1 } }\n',
    'did you mean "GET /v1/sheets"?',
  ],
  ['deployments:', 'deployments: [', 'is not YAML'],
])('%j instead of %j is refused: %s', (right, wrong, message) => {
  expect(example).toContain(right);
  expect(() => parseDeployFile(example.replace(right, wrong))).toThrow(message);
});

test('addresses that only one deployment can have are refused twice, before AWS refuses them in the middle', () => {
  const file = parse(example) as { deployments: Record<string, typeof production> };
  const { account: _account, ...settings } = production as typeof production & { account?: string };
  file.deployments.second = settings;
  expect(() => parseDeployFile(stringify(file))).toThrow(
    [
      'rollcall.deploy.yaml:',
      '- deployments.second.api.people.domain is the same as deployments.production.api.people.domain: a domain leads to one API.',
      '- deployments.second.console.domain.domain is the same as deployments.production.console.domain.domain: a domain leads to one console.',
      '- deployments.second.signIn.pool.domainPrefix is the same as deployments.production.signIn.pool.domainPrefix: the sign-in pages of each pool have an address of their own.',
    ].join('\n'),
  );
  const both = example.replace(
    /(api:\n.*\n)( {6}people:\n( {8}.*\n)+) {6}terminals: none/,
    (_, head: string, people: string) => `${head}${people}${people.replace('people', 'terminals').trimEnd()}`,
  );
  expect(both).not.toBe(example);
  expect(() => parseDeployFile(both)).toThrow(
    'production.api.terminals.domain is the same as deployments.production.api.people.domain',
  );
});

test('a deployment is found by its name, and without one where there is only one', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-deploy-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'deploy.yaml');
  writeFileSync(file, example);
  expect(readDeployment('trial', file)).toMatchObject({
    name: 'trial',
    deployment: { region: 'eu-central-1' },
  });
  expect(() => readDeployment(undefined, file)).toThrow('-c deployment=NAME: production, trial');
  expect(() => readDeployment('trail', file)).toThrow('did you mean "trial"');
  expect(() => readDeployment('trial', join(folder, 'none.yaml'))).toThrow('deploy/example.yaml');
  writeFileSync(file, example.replace(/ {2}production:[\s\S]*(?= {2}trial:)/, ''));
  expect(readDeployment(undefined, file)?.name).toBe('trial');
});
