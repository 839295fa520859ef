/** Restores the tables of a deployment as they were at a moment, beside those in use. @module */

import { type DynamoDBClient, RestoreTableToPointInTimeCommand } from '@aws-sdk/client-dynamodb';
import type { OperatorTarget } from './options.ts';

/** The tables that are restored: only AWS keeps what they were. */
type Tables = Extract<OperatorTarget, { kind: 'aws' }>;

/** What one restored table is called: its own name and the moment. */
function restoredName(table: string, at: Date): string {
  return `${table}-${at.toISOString().replace(/[-:]|\.\d+/g, '')}`;
}

/**
 * Has both tables restored to the same moment, each into a new table; those in use stay as they are. It takes AWS minutes to hours.
 * @returns the names of the new tables
 */
export async function restoreTables(
  client: DynamoDBClient,
  { mainTable, operationsTable }: Tables,
  at: Date,
): Promise<string[]> {
  const made: string[] = [];
  for (const table of [mainTable, operationsTable]) {
    const target = restoredName(table, at);
    await client.send(
      new RestoreTableToPointInTimeCommand({
        SourceTableName: table,
        TargetTableName: target,
        RestoreDateTime: at,
      }),
    );
    made.push(target);
  }
  return made;
}
