/** What a right on items of a table says: actions of IAM, and the kinds of keys that they are for. @module */

import type { IndexDefinition, TableDefinition } from '#functions/store/tables.ts';
import type { QueueName } from './lambdas.ts';

/** An action of IAM on items of a table, without `dynamodb:`. Batches of statements ask for the PartiQL actions, one by one. */
export type ItemAction =
  | 'GetItem'
  | 'BatchGetItem'
  | 'Query'
  | 'PutItem'
  | 'UpdateItem'
  | 'PartiQLInsert'
  | 'PartiQLUpdate'
  | 'BatchWriteItem'
  | 'DeleteItem';

/** Stands for keys of every kind: where reading is a function's work, and the code that reads is shared by many. */
export const everyKey = 'every key';

/** Stands for the keys of every kind that an organisation owns: not credentials, nor what is looked up before anybody is known. */
export const ownedKeys = 'owned keys';

/** What a function may do with items of some kinds. */
export interface ItemRight {
  actions: readonly ItemAction[];
  /**
   * Partition keys as patterns of IAM: `*#PIN#*` is what belongs to a PIN of any organisation. A request that names several keys
   * is allowed by one right that has them all, never by two together.
   */
  keys: readonly string[] | typeof everyKey | typeof ownedKeys;
}

/** What a function may do with a table. */
export interface TableRights {
  items: readonly ItemRight[];
  /** Indexes that it may query, as a whole: there is no agreed word on what a condition on keys looks at there. */
  indexes: readonly IndexDefinition['name'][];
}

/** What a function may touch: nothing else is granted. */
export interface Rights extends Record<TableDefinition['name'], TableRights> {
  sendsTo: readonly QueueName[];
  /** Rights on the exported files. */
  files: readonly ('read' | 'write')[];
}
