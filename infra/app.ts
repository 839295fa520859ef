/** The CDK starts here: it bundles every function and builds the stacks. @module */

import { Code } from 'aws-cdk-lib/aws-lambda';
import { buildApp } from './build-app.ts';
import { writeBundles } from './bundle/write-bundles.ts';

const folders = await writeBundles('dist');
buildApp((name) => Code.fromAsset(folders[name]));
