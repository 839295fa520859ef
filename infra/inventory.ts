/** Writes down what a template makes, a line for each resource, with what matters of it: for people who read a change. @module */

import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';

interface Resource {
  Type: string;
  Properties?: Record<string, unknown>;
  DeletionPolicy?: string;
}

/** Properties that are shown, by type; of the others the line says that they are there, and what becomes of them. */
const shown: Record<string, readonly string[]> = {
  'AWS::ApiGatewayV2::Api': ['Description'],
  'AWS::ApiGatewayV2::DomainName': ['DomainName'],
  'AWS::ApiGatewayV2::Route': ['RouteKey', 'AuthorizationType'],
  'AWS::ApiGatewayV2::Stage': ['DefaultRouteSettings', 'RouteSettings'],
  'AWS::CloudWatch::Alarm': [
    'MetricName',
    'ComparisonOperator',
    'Threshold',
    'EvaluationPeriods',
    'TreatMissingData',
  ],
  'AWS::Cognito::UserPool': ['DeletionProtection', 'MfaConfiguration'],
  'AWS::DynamoDB::Table': [
    'BillingMode',
    'DeletionProtectionEnabled',
    'PointInTimeRecoverySpecification',
    'TimeToLiveSpecification',
  ],
  'AWS::Lambda::EventSourceMapping': ['BatchSize', 'MaximumBatchingWindowInSeconds', 'ScalingConfig'],
  'AWS::Lambda::Function': [
    'Description',
    'MemorySize',
    'Timeout',
    'Runtime',
    'ReservedConcurrentExecutions',
  ],
  'AWS::Logs::LogGroup': ['RetentionInDays'],
  'AWS::Logs::MetricFilter': ['FilterPattern'],
  'AWS::S3::Bucket': ['LifecycleConfiguration'],
  'AWS::SNS::Subscription': ['Protocol'],
  'AWS::SQS::Queue': ['QueueName', 'VisibilityTimeout', 'MessageRetentionPeriod'],
  'AWS::Scheduler::Schedule': ['ScheduleExpression', 'State'],
};

/** Types that follow from others, and say nothing by themselves. */
const leftOut = new Set(['AWS::ApiGatewayV2::Integration', 'AWS::CDK::Metadata', 'AWS::Lambda::Permission']);

function line(
  id: string,
  { Type: type, Properties: properties = {}, DeletionPolicy: policy }: Resource,
): string {
  const facts = (shown[type] ?? [])
    .filter((name) => properties[name] !== undefined)
    .map((name) => `${name}=${JSON.stringify(properties[name])}`);
  return [type, id, ...(policy === undefined ? [] : [`deletion=${policy}`]), ...facts].join('  ');
}

/** The inventory of a stack: its resources, sorted by type and logical id. */
export function inventoryOf(stack: Stack): string {
  const { Resources: resources } = Template.fromStack(stack).toJSON() as {
    Resources: Record<string, Resource>;
  };
  const lines = Object.entries(resources)
    .filter(([, { Type: type }]) => !leftOut.has(type))
    .map(([id, resource]) => line(id, resource))
    .sort();
  return `${lines.join('\n')}\n`;
}
