/** `npm run deploy -- NAME` deploys one deployment of `rollcall.deploy.yaml`: all of its stacks, in their order. @module */

import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { DeployFileError, deployFileName, readDeployment } from '#infra/config/read-deploy-file.ts';

const usage =
  'Usage: npm run deploy -- NAME [--config FILE] [--diff] [-- OPTIONS OF THE CDK]\n' +
  `NAME is a deployment of ${deployFileName}, or of FILE. --diff only shows what would change.\n`;

function fail(message: string, exitCode: number): never {
  process.stderr.write(message);
  process.exit(exitCode);
}

const own = process.argv.slice(2);
const end = own.indexOf('--');
const [mine, passedOn] = end === -1 ? [own, []] : [own.slice(0, end), own.slice(end + 1)];
const { values, positionals } = parseArgs({
  args: mine,
  allowPositionals: true,
  options: { config: { type: 'string', default: deployFileName }, diff: { type: 'boolean', default: false } },
});
const [name, ...more] = positionals;
if (name === undefined || more.length > 0) fail(usage, 2);

try {
  readDeployment(name, values.config);
} catch (error) {
  if (!(error instanceof DeployFileError)) throw error;
  fail(`${error.message}\n`, 1);
}
const context = ['-c', `deployment=${name}`, '-c', `deployFile=${values.config}`];
const command = values.diff ? ['diff'] : ['deploy', '--all'];
const { status } = spawnSync('npx', ['cdk', ...command, ...context, ...passedOn], { stdio: 'inherit' });
process.exit(status ?? 1);
