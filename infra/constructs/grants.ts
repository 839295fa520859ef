import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { TableDefinition } from '#functions/store/tables.ts';
import type { LambdaName, QueueName } from '#infra/lambdas.ts';

/** What a function may do with the items of a table. */
type TableRight = 'read' | 'write' | 'delete';

/** What a function may touch: nothing else is granted. */
interface Rights {
  main: readonly TableRight[];
  operations: readonly TableRight[];
  sendsTo: readonly QueueName[];
  /** Rights on the exported files. */
  files: readonly ('read' | 'write')[];
}

/**
 * Rights by function. `bridge` and `authorizer` are the ones that strangers reach first, so that they have the least.
 * A function that never deletes items of a table cannot: the log of punches outlives any mistake in it.
 */
export const rights: Record<LambdaName, Rights> = {
  api: {
    main: ['read', 'write', 'delete'],
    operations: ['read', 'write', 'delete'],
    sendsTo: ['sheets', 'exports'],
    files: ['read'],
  },
  bridge: {
    main: ['read', 'write'],
    operations: ['read', 'write'],
    sendsTo: ['sheets'],
    files: [],
  },
  authorizer: { main: [], operations: ['read'], sendsTo: [], files: [] },
  tick: {
    main: ['read', 'write'],
    operations: ['read', 'write', 'delete'],
    sendsTo: ['sheets'],
    files: [],
  },
  sheets: { main: ['read', 'write'], operations: ['read', 'write'], sendsTo: ['sheets'], files: [] },
  exports: { main: ['read'], operations: ['read', 'write'], sendsTo: [], files: ['read', 'write'] },
};

const tableActions: Record<TableRight, readonly string[]> = {
  read: ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'],
  write: ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:BatchWriteItem'],
  delete: ['dynamodb:DeleteItem'],
};

/** Grants rights on a table, and the right to query its indexes, each by its name. */
export function grantTable(
  role: Role,
  table: { tableArn: string },
  definition: TableDefinition,
  granted: readonly TableRight[],
): void {
  if (granted.length === 0) return;
  role.addToPolicy(
    new PolicyStatement({
      actions: granted.flatMap((right) => [...tableActions[right]]),
      resources: [table.tableArn],
    }),
  );
  if (!granted.includes('read')) return;
  role.addToPolicy(
    new PolicyStatement({
      actions: ['dynamodb:Query'],
      resources: definition.indexes.map((index) => `${table.tableArn}/index/${index.name}`),
    }),
  );
}
