/** Puts the built console into its bucket: what never changes first, and then the files that name it. @module */

import { type CfnElement, IgnoreMode, RemovalPolicy, Stack, Token, Validations } from 'aws-cdk-lib';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Bucket, IBucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { Construct } from 'constructs';
import { cacheControl } from '#infra/console/headers.ts';

/** What is put where. */
export interface ConsoleUploadProps {
  bucket: Bucket;
  /** The folder of the built console. */
  files: string;
  logDays: RetentionDays;
}

/** One step: the files that are left out of it, as in a `.gitignore`, and what is said of the others. */
interface UploadStep {
  name: string;
  leftOut: readonly string[];
  cache: string;
  contentType?: string;
}

// Names that begin with a dot tell what the build was made of.
const steps: readonly UploadStep[] = [
  // The uploader does not know this type.
  {
    name: 'Fonts',
    leftOut: ['/*', '!/assets', '/assets/*', '!/assets/*.woff2'],
    cache: cacheControl.assets,
    contentType: 'font/woff2',
  },
  { name: 'Assets', leftOut: ['/*', '!/assets', '*.woff2'], cache: cacheControl.assets },
  { name: 'Others', leftOut: ['.*', '/assets'], cache: cacheControl.others },
];

/**
 * Uploads in steps, one after the other, so that no page names a file that is not there yet. Nothing is taken away: an open page of
 * the release before still finds its parts. A release adds some hundred kilobytes.
 */
export class ConsoleUpload extends Construct {
  constructor(scope: Construct, id: string, { bucket, files, logDays }: ConsoleUploadProps) {
    super(scope, id);
    const logGroup = new LogGroup(this, 'Log', {
      retention: logDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    let before: BucketDeployment | undefined;
    for (const { name, leftOut, cache, contentType } of steps) {
      const step = new BucketDeployment(this, name, {
        sources: [Source.asset(files, { exclude: [...leftOut], ignoreMode: IgnoreMode.GIT })],
        // The class and its interface differ in optional members that are undefined, which makes no difference here.
        destinationBucket: bucket as IBucket,
        prune: false,
        cacheControl: [CacheControl.fromString(cache)],
        logGroup,
        ...(contentType === undefined ? {} : { contentType }),
      });
      if (before) step.node.addDependency(before);
      before = step;
    }
    acknowledgeUploader(Stack.of(this), bucket);
  }
}

/** A part of an ARN as cdk-nag shows it: what the deployment has said, or the name of what CloudFormation puts in. */
function shown(part: string, name: string): string {
  return Token.isUnresolved(part) ? `<AWS::${name}>` : part;
}

/** What the CDK's own uploader may do, as cdk-nag names it. */
function acknowledgeUploader(stack: Stack, bucket: Bucket): void {
  const reason =
    "The CDK's own uploader, runtime and all: it runs at deployments only, and writes the console's files.";
  const bucketId = stack.getLogicalId(bucket.node.defaultChild as CfnElement);
  const rules = [
    'L1',
    'IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
    ...['GetBucket*', 'GetObject*', 'List*', 'Abort*', 'DeleteObject*'].map(
      (name) => `IAM5[Action::s3:${name}]`,
    ),
    `IAM5[Resource::arn:${shown(stack.partition, 'Partition')}:s3:::cdk-hnb659fds-assets-${shown(stack.account, 'AccountId')}-${shown(stack.region, 'Region')}/*]`,
    `IAM5[Resource::<${bucketId}.Arn>/*]`,
  ];
  for (const child of stack.node.children) {
    if (!child.node.id.startsWith('Custom::CDKBucketDeployment')) continue;
    for (const rule of rules) Validations.of(child).acknowledge({ id: `AwsSolutions-${rule}`, reason });
  }
}
