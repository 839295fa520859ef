/** Holds a request to AWS against the list of rights, as the roles that are made from it would. @module */

import { everyKey, type ItemRight, ownedKeys } from '#infra/item-rights.ts';
import type { LambdaName } from '#infra/lambdas.ts';
import { rights } from '#infra/rights.ts';
import type { Call } from './calls.ts';

const expressionOf = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .split('*')
      .map((part) => part.replace(/[.#~-]/g, '\\$&'))
      .join('.*')}$`,
  );

function fits(keys: ItemRight['keys'], partitionKeys: readonly string[]): boolean {
  if (keys === everyKey) return true;
  if (keys === ownedKeys) return partitionKeys.every((key) => !key.startsWith('~#'));
  return partitionKeys.every((key) => keys.some((pattern) => expressionOf(pattern).test(key)));
}

/** Whether a function may do something, by the list, as the role that is made from it says. */
export function isGranted(name: LambdaName, { action, on, leadingKeys }: Call): boolean {
  const own = rights[name];
  const [place = '', part] = on.split('/');
  if (place === 'main' || place === 'operations') {
    if (part !== undefined) return action === 'dynamodb:Query' && own[place].indexes.includes(part);
    return own[place].items.some(
      ({ actions, keys }) => actions.some((each) => `dynamodb:${each}` === action) && fits(keys, leadingKeys),
    );
  }
  if (place === 'queue') return action === 'sqs:SendMessage' && own.sendsTo.some((queue) => queue === part);
  if (place === 'files') return own.files.includes(action === 's3:GetObject' ? 'read' : 'write');
  return action === 'ses:SendEmail' && name === 'deliveries';
}
