/** What each function may do on tables, queues and files; nothing else is granted. @module */

import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { TableDefinition } from '#functions/store/tables.ts';
import type { LambdaName, QueueName } from '#infra/lambdas.ts';

/** What a function may do with the items of a table. */
type TableRight = 'get' | 'read' | 'write' | 'delete';

/** What a function may touch: nothing else is granted. */
interface Rights {
  main: readonly TableRight[];
  operations: readonly TableRight[];
  sendsTo: readonly QueueName[];
  /** Rights on the exported files. */
  files: readonly ('read' | 'write')[];
}

/**
 * Rights by function: what its code calls. No function may delete an item of the main table, where the punches are; IAM
 * cannot single out the deletions that a BatchWriteItem may carry, so only the code rules those out.
 */
export const rights: Record<LambdaName, Rights> = {
  api: {
    main: ['read', 'write'],
    operations: ['read', 'write', 'delete'],
    sendsTo: ['sheets', 'gather', 'exports', 'imports', 'deliveries'],
    // Its links let callers read exports and send files to import.
    files: ['read', 'write'],
  },
  bridge: {
    main: ['read', 'write'],
    operations: ['read', 'write', 'delete'],
    sendsTo: ['sheets', 'gather'],
    files: [],
  },
  iclock: {
    main: ['read', 'write'],
    operations: ['read', 'write'],
    sendsTo: ['sheets', 'gather'],
    files: [],
  },
  authorizer: { main: [], operations: ['get'], sendsTo: [], files: [] },
  tick: {
    main: ['read', 'write'],
    operations: ['read', 'write', 'delete'],
    sendsTo: ['sheets', 'gather', 'clock', 'deliveries', 'exports'],
    files: [],
  },
  sheets: {
    main: ['read', 'write'],
    operations: ['read', 'write'],
    sendsTo: ['sheets', 'gather'],
    files: [],
  },
  gather: { main: [], operations: [], sendsTo: ['sheets'], files: [] },
  exports: { main: ['read'], operations: ['read', 'write'], sendsTo: ['deliveries'], files: ['write'] },
  imports: {
    main: ['read', 'write'],
    operations: ['read', 'write'],
    sendsTo: ['sheets', 'gather', 'imports'],
    files: ['read'],
  },
  deliveries: {
    main: ['read', 'write'],
    operations: ['read', 'write'],
    sendsTo: ['exports', 'deliveries'],
    // It attaches exports, and keeps what is too large for a mail.
    files: ['read', 'write'],
  },
};

const tableActions: Record<TableRight, readonly string[]> = {
  get: ['dynamodb:GetItem'],
  read: ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'],
  // The last two are puts with a condition each, in batches.
  write: [
    'dynamodb:PutItem',
    'dynamodb:UpdateItem',
    'dynamodb:BatchWriteItem',
    'dynamodb:PartiQLInsert',
    'dynamodb:PartiQLUpdate',
  ],
  delete: ['dynamodb:DeleteItem'],
};

/** The IAM actions that a function may take on the items of a table. */
export function allowedActions(name: LambdaName, table: TableDefinition['name']): string[] {
  return rights[name][table].flatMap((right) => [...tableActions[right]]);
}

/** Grants rights on a table, and the right to query its indexes, each by its name. */
export function grantTable(
  role: Role,
  table: { tableArn: string },
  definition: TableDefinition,
  name: LambdaName,
): void {
  const actions = allowedActions(name, definition.name);
  if (actions.length === 0) return;
  role.addToPolicy(new PolicyStatement({ actions, resources: [table.tableArn] }));
  if (!actions.includes('dynamodb:Query')) return;
  role.addToPolicy(
    new PolicyStatement({
      actions: ['dynamodb:Query'],
      resources: definition.indexes.map((index) => `${table.tableArn}/index/${index.name}`),
    }),
  );
}
