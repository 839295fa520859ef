/** Names of the stacks and queues of a deployment, so that several deployments share an account and a region. @module */

import type { Stack } from 'aws-cdk-lib';
import type { QueueName } from './lambdas.ts';

/** The stacks of a deployment by how long what is in them lives. */
export const stackParts = ['Data', 'Identity', 'Api', 'Async', 'Console', 'Observability'] as const;

/** Which stack of a deployment. */
export type StackPart = (typeof stackParts)[number];

/** What the parts of one deployment are called. */
export interface DeploymentNames {
  stack: (part: StackPart) => string;
  queue: (name: QueueName) => string;
  /** The namespace of what its functions measure. */
  metrics: string;
}

/** The names of a deployment. @param deployment - its name; undefined for the one that needs none */
export function deploymentNames(deployment?: string): DeploymentNames {
  return deployment === undefined
    ? { stack: (part) => `Rollcall${part}`, queue: (name) => `Rollcall-${name}`, metrics: 'Rollcall' }
    : {
        stack: (part) => `Rollcall-${deployment}-${part}`,
        queue: (name) => `Rollcall-${deployment}-${name}`,
        metrics: `Rollcall/${deployment}`,
      };
}

/**
 * Address and ARN of a queue by its name: functions that answer callers send to queues of a stack that is deployed after
 * theirs, because that stack needs the address of their API. See decision 0033.
 */
export function queueByName(
  { region, account, partition, urlSuffix }: Stack,
  name: string,
): { url: string; arn: string } {
  return {
    url: `https://sqs.${region}.${urlSuffix}/${account}/${name}`,
    arn: `arn:${partition}:sqs:${region}:${account}:${name}`,
  };
}
