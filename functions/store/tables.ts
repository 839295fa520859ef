/**
 * Defines the tables and their indexes, for the CDK stack and the local cloud alike. One definition feeds the CDK
 * stack and the bootstrap of the local stack; all indexes exist from the creation of the table.
 * @module
 */

/** A global secondary index: sparse, on two string attributes, all attributes projected. */
export interface IndexDefinition {
  name: string;
  partitionKey: string;
  sortKey: string;
}

/** A table with string keys `pk` and `sk`. */
export interface TableDefinition {
  /** Logical name; the deployment chooses the physical one. */
  name: 'main' | 'operations';
  indexes: readonly IndexDefinition[];
  /** Attribute with an expiry in epoch seconds, where items are short-lived. */
  timeToLiveAttribute?: string;
}

/** Users, punches, sheets and everything that must never be lost. */
export const mainTable = {
  name: 'main',
  indexes: [
    { name: 'byKind', partitionKey: 'kindPk', sortKey: 'kindSk' },
    { name: 'byArrival', partitionKey: 'arrivalPk', sortKey: 'arrivalSk' },
    { name: 'byDay', partitionKey: 'dayPk', sortKey: 'daySk' },
  ],
} as const satisfies TableDefinition;

/** Downloads, tasks, generations, credentials, idempotency keys and the audit trail. */
export const operationsTable = {
  name: 'operations',
  indexes: [
    { name: 'byKind', partitionKey: 'kindPk', sortKey: 'kindSk' },
    { name: 'byQueue', partitionKey: 'queuePk', sortKey: 'queueSk' },
  ],
  timeToLiveAttribute: 'expiresAt',
} as const satisfies TableDefinition;

/** Every table of a deployment. */
export const tables: readonly TableDefinition[] = [mainTable, operationsTable];
