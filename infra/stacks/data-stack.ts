/** The CDK stack of the tables: what must never be lost, protected against deletion. @module */

import { RemovalPolicy, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { mainTable, operationsTable } from '#functions/store/tables.ts';
import type { Deployment } from '#infra/config/deployment.ts';
import { ExportFiles } from '#infra/constructs/export-files.ts';
import { RollcallTable } from '#infra/constructs/rollcall-table.ts';

/** What a deployment chooses of its data. */
export interface DataStackProps extends StackProps {
  retention: Deployment['retention'];
}

/** What must never be lost, in a stack of its own that is protected against deletion. */
export class DataStack extends Stack {
  readonly main: RollcallTable;
  readonly operations: RollcallTable;
  /** The secret of the deployment: what is hashed or sealed with it is worth nothing without it, and cannot be made again. */
  readonly secret: Secret;
  /** Exported files: kept with the tables, because functions of two stacks write and read them. */
  readonly exportFiles: ExportFiles;

  constructor(scope: Construct, id: string, { retention, ...props }: DataStackProps) {
    super(scope, id, { ...props, terminationProtection: true });
    this.main = new RollcallTable(this, 'Main', mainTable, retention.recoveryDays);
    this.operations = new RollcallTable(this, 'Operations', operationsTable, retention.recoveryDays);
    this.exportFiles = new ExportFiles(this, 'ExportFiles', retention.logDays);
    this.secret = new Secret(this, 'DeploymentSecret', {
      description: 'Rollcall: hashes the keys of terminals that push, and seals the cursors of lists',
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    Validations.of(this.secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason:
        'Hashed keys of terminals could not be checked after a rotation: each would have to be set again.',
    });
  }
}
