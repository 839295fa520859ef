/** Reads the policies of the functions' roles out of the synthesised templates, and asks a judge of IAM about requests. @module */

import { runSimulation } from '@cloud-copilot/iam-simulate';
import type { DeploymentSettings } from '#infra/config/deployment.ts';
import { type LambdaName, lambdaNames, queueNames } from '#infra/lambdas.ts';
import { buildTestApp } from './synthesised.ts';

/** A statement of a policy with its resources as ARNs. */
export interface RoleStatement {
  Effect: string;
  Action: string[];
  Resource: string[];
  Condition?: Record<string, Record<string, string | string[]>>;
}

const account = '111122223333';
const arn = (service: string, resource: string): string =>
  `arn:aws:${service}:eu-central-1:${account}:${resource}`;

/** Logical ids, with the hash that CDK appends, of everything that functions may be granted rights on. */
const known: [RegExp, string][] = [
  [/^Main/, arn('dynamodb', 'table/main')],
  [/^Operations/, arn('dynamodb', 'table/operations')],
  ...queueNames.map((name): [RegExp, string] => [
    new RegExp(`^${name}Queue`, 'i'),
    arn('sqs', `Rollcall-${name}`),
  ]),
  [/^ExportFilesBucket/, 'arn:aws:s3:::files'],
  [/Log[0-9A-F]{8}$/, arn('logs', 'log-group:own')],
];

function arnOf(logicalId: string): string {
  const found = known.find(([pattern]) => pattern.test(logicalId));
  if (!found) throw new Error(`a role has a right on ${logicalId}, which this test does not know`);
  return found[1];
}

/** A resource as CloudFormation would put it together. */
function resolved(value: unknown): string {
  if (typeof value === 'string') return value;
  const [name, given] = Object.entries(value as Record<string, unknown>)[0] ?? [];
  if (name === 'Fn::GetAtt') return arnOf((given as string[])[0] ?? '');
  if (name === 'Fn::ImportValue') return arnOf(/ExportsOutputFnGetAtt(\w+)/.exec(String(given))?.[1] ?? '');
  if (name === 'Fn::Join') return (given as [string, unknown[]])[1].map(resolved).join('');
  if (name === 'Ref') {
    const pseudo = { 'AWS::Partition': 'aws', 'AWS::Region': 'eu-central-1', 'AWS::AccountId': account };
    return pseudo[given as keyof typeof pseudo] ?? arnOf(String(given));
  }
  throw new Error(`a resource cannot be resolved: ${JSON.stringify(value)}`);
}

interface PolicyResource {
  Type: string;
  Properties: { Roles?: unknown; PolicyDocument: { Statement: Record<string, unknown>[] } };
}

/** The statements of the role of each function, from whichever stack it is in. */
export function statementsByFunction(
  change: Partial<DeploymentSettings> = {},
): Record<LambdaName, RoleStatement[]> {
  const { stacks } = buildTestApp(change).app.synth();
  const policies = stacks
    .flatMap(({ template }) =>
      Object.values((template as { Resources: Record<string, PolicyResource> }).Resources),
    )
    .filter(({ Type: type }) => type === 'AWS::IAM::Policy');
  const entries = lambdaNames.map((name) => {
    const role = `"${name.charAt(0).toUpperCase()}${name.slice(1)}FunctionRole`;
    const own = policies.filter(({ Properties: { Roles: roles } }) => JSON.stringify(roles).includes(role));
    const statements = own.flatMap(({ Properties: { PolicyDocument: document } }) => document.Statement);
    return [
      name,
      statements.map((statement) => ({
        ...statement,
        Action: [statement.Action].flat() as string[],
        Resource: [statement.Resource].flat().map(resolved),
      })),
    ] as const;
  });
  return Object.fromEntries(entries) as Record<LambdaName, RoleStatement[]>;
}

/** The ARN of what a call of the evidence is done to, as `calls.ts` names it. */
export function resourceOf(on: string): string {
  if (on === 'files') return 'arn:aws:s3:::files/some-export';
  if (on === 'mail') return arn('ses', 'identity/example.com');
  const queue = /^queue\/(.*)/.exec(on)?.[1];
  if (queue !== undefined) return arn('sqs', `Rollcall-${queue}`);
  return arn('dynamodb', `table/${on.replace('/', '/index/')}`);
}

/** Whether IAM would allow an action. @param leadingKeys - partition keys of a request to a table */
export async function isAllowed(
  statements: readonly RoleStatement[],
  action: string,
  on: string,
  leadingKeys: readonly string[] = [],
): Promise<boolean> {
  const answer = await runSimulation(
    {
      request: {
        principal: `arn:aws:sts::${account}:assumed-role/function/session`,
        action,
        resource: { resource: resourceOf(on), accountId: account },
        contextVariables: {
          ...(leadingKeys.length > 0 ? { 'dynamodb:LeadingKeys': [...leadingKeys] } : {}),
          ...(action === 'ses:SendEmail' ? { 'ses:FromAddress': 'rollcall@example.com' } : {}),
        },
      },
      identityPolicies: [{ name: 'role', policy: { Version: '2012-10-17', Statement: statements } }],
      serviceControlPolicies: [
        {
          orgIdentifier: 'o-1',
          policies: [
            {
              name: 'all',
              policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
            },
          ],
        },
      ],
      resourceControlPolicies: [],
    },
    {},
  );
  if (answer.resultType === 'error') throw new Error(JSON.stringify(answer.errors));
  return answer.overallResult === 'Allowed';
}
