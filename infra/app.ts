/** The CDK starts here: it bundles every function, builds the console and then the stacks. @module */

import { Code } from 'aws-cdk-lib/aws-lambda';
import { buildApp } from './build-app.ts';
import { writeBundles } from './bundle/write-bundles.ts';
import { freshConsole } from './console/build.ts';

const [folders, consoleFiles] = await Promise.all([writeBundles('dist'), freshConsole()]);
buildApp({ codeOf: (name) => Code.fromAsset(folders[name]), consoleFiles });
