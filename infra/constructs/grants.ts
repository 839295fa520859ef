/** Writes what each function may do with the items of a table into the policy of its role. @module */

import { PolicyStatement, type PolicyStatementProps, type Role } from 'aws-cdk-lib/aws-iam';
import type { TableDefinition } from '#functions/store/tables.ts';
import { everyKey, type ItemRight, ownedKeys } from '#infra/item-rights.ts';
import type { LambdaName } from '#infra/lambdas.ts';
import { rights } from '#infra/rights.ts';

export { rights };

function conditionOf(keys: ItemRight['keys']): Pick<PolicyStatementProps, 'conditions'> {
  if (keys === everyKey) return {};
  const condition =
    keys === ownedKeys
      ? { 'ForAllValues:StringNotLike': { 'dynamodb:LeadingKeys': ['~#*'] } }
      : { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [...keys] } };
  return { conditions: condition };
}

/**
 * Grants rights on a table and on single indexes of it. The condition asks that each partition key of a request fits one of the
 * statement's patterns. It cannot ask that there is one at all (`Null`), nor does it have to: every action that is granted here
 * names a partition key.
 */
export function grantTable(
  role: Role,
  table: { tableArn: string },
  definition: TableDefinition,
  name: LambdaName,
): void {
  const { items, indexes } = rights[name][definition.name];
  for (const { actions, keys } of items) {
    role.addToPolicy(
      new PolicyStatement({
        actions: actions.map((action) => `dynamodb:${action}`),
        resources: [table.tableArn],
        ...conditionOf(keys),
      }),
    );
  }
  if (indexes.length === 0) return;
  role.addToPolicy(
    new PolicyStatement({
      actions: ['dynamodb:Query'],
      resources: indexes.map((index) => `${table.tableArn}/index/${index}`),
    }),
  );
}
