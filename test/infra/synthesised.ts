/** Synthesises the CDK stacks for tests, and looks up resources and policy statements in their templates. @module */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { afterAll } from 'vitest';
import { buildApp } from '#infra/build-app.ts';
import { type DeploymentSettings, withoutFile } from '#infra/config/deployment.ts';
import { aConsoleFolder } from '#test/support/console-fixture.ts';

/** A resource of a template. */
export interface Resource {
  Type: string;
  Properties: Record<string, unknown>;
  DeletionPolicy?: string;
}

const made: (() => void)[] = [];
// When the tests of a file are over: a worker of Vitest is ended without a word.
afterAll(() => {
  for (const remove of made.splice(0)) remove();
});

/** The app as `cdk synth` makes it, with the flags of cdk.json, but with next to no code in functions and console. */
export function buildTestApp(
  change: Partial<DeploymentSettings> = {},
  {
    name = 'default',
    context = {},
    withFile = true,
  }: { name?: string; context?: Record<string, unknown>; withFile?: boolean } = {},
) {
  const cdkJson = JSON.parse(readFileSync('cdk.json', 'utf8')) as { context: Record<string, unknown> };
  const outdir = mkdtempSync(join(tmpdir(), 'rollcall-cdk-'));
  made.push(() => rmSync(outdir, { recursive: true, force: true }));
  const code = Code.fromInline('export const handler = () => {};');
  const { folder, remove } = aConsoleFolder();
  made.push(remove);
  return buildApp(
    { codeOf: () => code, consoleFiles: folder },
    withFile ? { name, deployment: { ...withoutFile, ...change } } : undefined,
    { outdir, context: { ...cdkJson.context, ...context } },
  );
}

/** The templates of the stacks that every deployment has. Throws when a rule of cdk-nag is broken. */
export function templates(change: Partial<DeploymentSettings> = {}) {
  const { app, data, api, async, observability } = buildTestApp(change);
  app.synth();
  return {
    data: Template.fromStack(data),
    api: Template.fromStack(api),
    async: Template.fromStack(async),
    observability: Template.fromStack(observability),
  };
}

/** The functions of a deployment, which are in two stacks, by logical id. */
export function functionsOf({
  api,
  async,
}: Pick<ReturnType<typeof templates>, 'api' | 'async'>): Map<string, Resource> {
  return new Map([api, async].flatMap((template) => [...resources(template, 'AWS::Lambda::Function')]));
}

/** Resources of one type by logical id. */
export function resources(template: Template, type: string): Map<string, Resource> {
  return new Map(Object.entries(template.findResources(type) as Record<string, Resource>));
}

/** What a statement of a policy allows: its actions and the text of its resources. */
export interface Statement {
  effect: string;
  actions: string[];
  resources: string;
}

/** The statements of all policies that are attached to the role of a function, whichever of the two stacks it is in. */
export function statementsOf(
  { api, async }: Pick<ReturnType<typeof templates>, 'api' | 'async'>,
  functionId: string,
): Statement[] {
  const policies = [api, async]
    .flatMap((template) => [...resources(template, 'AWS::IAM::Policy').values()])
    .filter((policy) => JSON.stringify(policy.Properties.Roles).includes(`"${functionId}Role`));
  return policies.flatMap((policy) => {
    const { Statement: statements } = policy.Properties.PolicyDocument as {
      Statement: { Effect: string; Action: string | string[]; Resource: unknown }[];
    };
    return statements.map((statement) => ({
      effect: statement.Effect,
      actions: [statement.Action].flat(),
      resources: JSON.stringify(statement.Resource),
    }));
  });
}
