/** Refuses choices that were once made on the command line, with where each is written now. @module */

import type { Node } from 'constructs';
import { DeployFileError, deployFileName } from './read-deploy-file.ts';

/** Where what was once a choice of the command line is written now. */
const placesNow = {
  alarmEmail: 'alarms.email',
  publicAuthority: 'api.people.domain, or api.proxies for a proxy of your own',
  mailFrom: 'mail.from',
  detailedMetrics: 'limits.detailedMetrics',
  terminalsOnMainApi: 'limits.terminalsOnMainApi',
  reserveConcurrency: 'limits.reserveConcurrency',
  console: 'console',
  consoleDomain: 'console.domain.domain',
  consoleCertificate: 'console.domain.certificate',
  consoleIssuers: 'console.issuers',
  signInDomain: 'signIn.pool.domainPrefix',
  consoleUrls: 'signIn.pool.consoleUrls',
  requireMfa: 'signIn.pool.requireMfa',
  issuer: 'signIn.issuer.url',
  clientId: 'signIn.issuer.clientId',
  audience: 'signIn.issuer.audience',
  groupsClaim: 'signIn.issuer.groupsClaim',
  signInScopes: 'signIn.issuer.scopes',
  signOutUrl: 'signIn.issuer.signOutUrl',
  signInOrganisation: 'signIn.issuer.organisation',
} as const;

/** The names of these choices. */
export const formerChoices = Object.keys(placesNow);

/** Refuses what was once chosen with `-c`. @throws DeployFileError */
export function refuseFormerChoices(node: Node): void {
  const found = Object.entries(placesNow).filter(([name]) => node.tryGetContext(name) !== undefined);
  if (found.length === 0) return;
  const sentences = found.map(([name, place]) => `-c ${name} is now ${place} of a deployment`);
  throw new DeployFileError(`${sentences.join('; ')}, in ${deployFileName}: see docs/deploy.md.`);
}
