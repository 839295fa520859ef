/** Reads from the CDK's command line how people sign in: with a user pool of the deployment, at another issuer, or not at all. @module */

import type { Node } from 'constructs';
import * as z from 'zod';
import type { IssuerChoice } from './sign-in-variables.ts';
import type { PoolChoice } from './stacks/identity-stack.ts';

const origin = z
  .string()
  .regex(
    /^(https:\/\/[^/?#]+|http:\/\/localhost(:\d+)?)$/,
    'must be an origin, as https://rollcall.example.com',
  );

const word = z.string().regex(/^\S+$/);

/** What may be chosen: `-c signInDomain=… -c consoleUrls=…`, or `-c issuer=… -c clientId=…`. */
const Choices = {
  signInDomain: z
    .string()
    .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, 'must be lower-case letters, digits and hyphens')
    .refine((prefix) => !/aws|amazon|cognito/.test(prefix), 'must not contain aws, amazon or cognito')
    .optional(),
  consoleUrls: z
    .string()
    .transform((text) => text.split(',').map((each) => each.trim()))
    .pipe(z.tuple([origin], origin))
    .optional(),
  requireMfa: z
    .union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')])
    .default(false),
  issuer: z.url().startsWith('https://').optional(),
  clientId: word.optional(),
  audience: word.optional(),
  groupsClaim: word.optional(),
  signInScopes: z.string().optional(),
  signOutUrl: z.url().optional(),
  signInOrganisation: word.optional(),
};

/** How people sign in to a deployment. */
export type SignInChoice = { pool: PoolChoice } | { issuer: IssuerChoice } | undefined;

/**
 * Reads how people sign in.
 * @throws ZodError, or Error when what belongs together is not all there
 */
export function signInChoice(node: Node): SignInChoice {
  const context = Object.fromEntries(Object.keys(Choices).map((name) => [name, node.tryGetContext(name)]));
  const { signInDomain, consoleUrls, requireMfa, issuer, clientId, ...more } = z
    .object(Choices)
    .parse(context);
  if (signInDomain !== undefined && issuer !== undefined)
    throw new Error('People sign in at one place: choose signInDomain or issuer.');
  if (signInDomain !== undefined) {
    if (consoleUrls === undefined)
      throw new Error('signInDomain needs consoleUrls: where people come back to.');
    return { pool: { domainPrefix: signInDomain, consoleUrls, requireMfa } };
  }
  if (issuer === undefined) return undefined;
  if (clientId === undefined) throw new Error('issuer needs clientId: a public client of it.');
  const { audience, groupsClaim, signInScopes: scopes, signOutUrl, signInOrganisation: organisation } = more;
  return { issuer: { issuer, clientId, audience, groupsClaim, scopes, signOutUrl, organisation } };
}
