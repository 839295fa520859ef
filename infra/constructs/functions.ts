/** Puts functions into a stack, each with its variables and with its rights on tables, queues and files. @module */

import { Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Deployment } from '#infra/config/deployment.ts';
import {
  addressReaders,
  type LambdaName,
  type LambdaVariables,
  queueNames,
  secretHolders,
  tokenReaders,
} from '#infra/lambdas.ts';
import { type DeploymentNames, queueByName } from '#infra/names.ts';
import { type IssuerChoice, signInVariables } from '#infra/sign-in-variables.ts';
import type { ExportFiles } from './export-files.ts';
import { grantTable, rights } from './grants.ts';
import { RollcallFunction } from './rollcall-function.ts';
import type { RollcallTable } from './rollcall-table.ts';

/** What functions read and write, and must never be lost: the stack `data` has it. */
export interface KeptData {
  main: RollcallTable;
  operations: RollcallTable;
  secret: Secret;
  exportFiles: ExportFiles;
}

/** What all functions of a deployment share. */
export interface FunctionProps {
  names: DeploymentNames;
  data: KeptData;
  /** The bundle of a function. */
  codeOf: (name: LambdaName) => Code;
  /** Hosts that bridges may sign for; none: the one under which the request reached the gateway. */
  authorities: readonly string[];
  limits: Deployment['limits'];
  retention: Deployment['retention'];
  /** Who sends reports by e-mail: an address or `Name <address>`, which SES has verified, itself or by its domain; default: nobody. */
  mailFrom?: string;
  /** What the console's CloudFront shows to the functions that count addresses. */
  edgeSecret?: Secret;
  /** Who signs people in; default: nobody, and there are API keys only. */
  signIn?: IssuerChoice;
}

/** The variables that every function has. */
export function commonVariables(stack: Stack, props: FunctionProps): LambdaVariables {
  const urls = Object.fromEntries(
    queueNames.map((name) => [
      `${name.toUpperCase()}_QUEUE_URL`,
      queueByName(stack, props.names.queue(name)).url,
    ]),
  ) as Pick<LambdaVariables, Extract<keyof LambdaVariables, `${string}_QUEUE_URL`>>;
  return {
    MAIN_TABLE: props.data.main.tableName,
    OPERATIONS_TABLE: props.data.operations.tableName,
    ...urls,
    MAIL_FROM: props.mailFrom ?? '',
    METRICS_NAMESPACE: props.names.metrics,
    EXPORTS_BUCKET: props.data.exportFiles.bucket.bucketName,
    // The API's own domain cannot stand here: function and API would depend on each other. Empty means that domain.
    PUBLIC_AUTHORITY: props.authorities.join(),
  };
}

/** Puts functions into a stack, with what each needs and may do. */
export function addFunctions<Name extends LambdaName>(
  stack: Stack,
  names: readonly Name[],
  props: FunctionProps,
): Record<Name, RollcallFunction> {
  const environment = commonVariables(stack, props);
  const made = names.map((name) => {
    const added = new RollcallFunction(
      stack,
      `${name.charAt(0).toUpperCase()}${name.slice(1)}Function`,
      name,
      props.codeOf(name),
      environment,
      { reserves: props.limits.reserveConcurrency, logDays: props.retention.logDays },
    );
    addPrivateVariables(added, props);
    grantAll(added, props);
    return [name, added] as const;
  });
  return Object.fromEntries(made) as Record<Name, RollcallFunction>;
}

function addPrivateVariables({ name, function: target }: RollcallFunction, props: FunctionProps): void {
  if (secretHolders.includes(name)) {
    // CloudFormation puts the secret in when it deploys; the template holds only its name.
    target.addEnvironment('DEPLOYMENT_SECRET', props.data.secret.secretValue.unsafeUnwrap());
  }
  if (addressReaders.includes(name) && props.edgeSecret !== undefined) {
    target.addEnvironment('EDGE_SECRET', props.edgeSecret.secretValue.unsafeUnwrap());
  }
  if (!tokenReaders.includes(name)) return;
  for (const [variable, value] of Object.entries(signInVariables(props.signIn))) {
    target.addEnvironment(variable, value);
  }
}

function grantAll(target: RollcallFunction, { data, names }: FunctionProps): void {
  const { name, role } = target;
  grantTable(role, data.main, data.main.definition, name);
  grantTable(role, data.operations, data.operations.definition, name);
  for (const queue of rights[name].sendsTo) {
    const { arn } = queueByName(Stack.of(role), names.queue(queue));
    role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [arn] }));
  }
  grantFiles(target, data.exportFiles, rights[name].files);
}

/** Rights on the exported files: on all of them, because only the code knows whose file is whose. */
function grantFiles(
  target: RollcallFunction,
  files: ExportFiles,
  granted: readonly ('read' | 'write')[],
): void {
  const actions = [
    ...(granted.includes('read') ? ['s3:GetObject'] : []),
    ...(granted.includes('write') ? ['s3:PutObject', 's3:AbortMultipartUpload'] : []),
  ];
  if (actions.length === 0) return;
  target.role.addToPolicy(new PolicyStatement({ actions, resources: [files.bucket.arnForObjects('*')] }));
  Validations.of(target.role).acknowledge({
    id: `AwsSolutions-IAM5[Resource::${files.exportedArn}/*]`,
    reason: 'Names of exported files are made at run time; the bucket holds nothing else.',
  });
}
