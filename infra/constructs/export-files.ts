/** The S3 bucket that keeps exported files for a week, with a log of every access. @module */

import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  BlockPublicAccess,
  Bucket,
  type BucketProps,
  type IBucket,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { exportFileDays } from '#shared/contract/exports.ts';

const lockedDown = {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  enforceSSL: true,
  removalPolicy: RemovalPolicy.RETAIN,
} as const satisfies BucketProps;

/** Where exported files lie for a week: they can be made again at any time. Every access is logged. */
export class ExportFiles extends Construct {
  readonly bucket: Bucket;

  /** @param logDays - for which the log of accesses is kept */
  constructor(scope: Construct, id: string, logDays: number) {
    super(scope, id);
    const accessLogs = new Bucket(this, 'AccessLogs', {
      ...lockedDown,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      lifecycleRules: [{ expiration: Duration.days(logDays) }],
    });
    this.bucket = new Bucket(this, 'Bucket', {
      ...lockedDown,
      // The class and its interface differ in optional members that are undefined, which makes no difference here.
      serverAccessLogsBucket: accessLogs as IBucket,
      lifecycleRules: [
        { expiration: Duration.days(exportFileDays), abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
    });
  }

  /** The name under which functions of other stacks import the bucket's ARN. */
  get exportedArn(): string {
    const stack = Stack.of(this);
    const imported = stack.resolve(stack.exportValue(this.bucket.bucketArn)) as { 'Fn::ImportValue': string };
    return imported['Fn::ImportValue'];
  }
}
