/** The CDK stack of the tables: what must never be lost, protected against deletion. @module */

import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { mainTable, operationsTable } from '#functions/store/tables.ts';
import { RollcallTable } from '#infra/constructs/rollcall-table.ts';

/** What must never be lost, in a stack of its own that is protected against deletion. */
export class DataStack extends Stack {
  readonly main: RollcallTable;
  readonly operations: RollcallTable;

  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, { ...props, terminationProtection: true });
    this.main = new RollcallTable(this, 'Main', mainTable);
    this.operations = new RollcallTable(this, 'Operations', operationsTable);
  }
}
