/** The CDK starts here: it reads the deployment, bundles every function, builds the console and then the stacks. @module */

import { App } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { buildApp } from './build-app.ts';
import { writeBundles } from './bundle/write-bundles.ts';
import { DeployFileError, readDeployment } from './config/read-deploy-file.ts';
import { freshConsole } from './console/build.ts';

/** What `-c deployment=NAME` and `-c deployFile=FILE` say, before anything is built. */
function chosen() {
  const { node } = new App({ autoSynth: false });
  const text = (name: string) => (node.tryGetContext(name) as unknown)?.toString();
  return readDeployment(text('deployment'), text('deployFile'));
}

try {
  const deployment = chosen();
  const [folders, consoleFiles] = await Promise.all([writeBundles('dist'), freshConsole()]);
  buildApp({ codeOf: (name) => Code.fromAsset(folders[name]), consoleFiles }, deployment);
} catch (error) {
  if (!(error instanceof DeployFileError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
