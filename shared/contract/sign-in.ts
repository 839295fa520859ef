/** Routes and schemas of signing in: where people do, and who has. @module */

import * as z from 'zod';
import { InstantField, PersonId, page, paging } from './fields.ts';
import type { Plain } from './plain.ts';
import { administrators, route } from './route.ts';

/** The roles that people have by the groups of their accounts. */
export const PersonRole = z.enum(['viewer', 'hr', 'admin']).meta({ id: 'PersonRole' });
export type PersonRole = z.output<typeof PersonRole>;

/** How people sign in: all that a browser needs for OpenID Connect's authorization code flow with PKCE. */
export const SignIn = z
  .looseObject({
    issuer: z.string().optional().meta({
      description:
        'Address of the sign-in service, whose `/.well-known/openid-configuration` says the rest; absent: there is none',
      example: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEfGhI',
    }),
    clientId: z.string().optional().meta({ description: 'The public client of the console; with `issuer`' }),
    scopes: z.array(z.string()).meta({ description: 'To ask the issuer for; empty without `issuer`' }),
    signOutUrl: z.string().optional().meta({
      description:
        'Where the browser goes to end the session at the issuer, in place of the `end_session_endpoint` of its configuration',
    }),
    apiKeys: z.boolean().meta({
      description: 'Whether the console asks for an API key in place of an account: where there is no issuer',
    }),
  })
  .meta({ id: 'SignIn' });
export type SignIn = Plain<z.output<typeof SignIn>>;

/** Somebody who has signed in. Not a user of terminals: nothing says that the two are one. */
export const Person = z
  .looseObject({
    id: PersonId,
    name: z.string().optional().meta({ description: 'As the issuer says it' }),
    email: z.string().optional().meta({ description: 'As the issuer says it' }),
    role: PersonRole.meta({ description: 'When last seen; the groups of the account say it anew each time' }),
    firstSeenAt: InstantField,
    lastSeenAt: InstantField.meta({ description: 'Kept to the hour: the first call of each hour counts' }),
  })
  .meta({ id: 'Person' });
export type Person = Plain<z.output<typeof Person>>;

/** Routes of signing in. */
export const signIn = {
  getSignIn: route({
    method: 'GET',
    path: '/v1/sign-in',
    service: 'api',
    principals: ['public'],
    tag: 'access',
    summary: 'How people sign in',
    answer: { status: 200, body: SignIn },
  }),
  listPeople: route({
    method: 'GET',
    path: '/v1/people',
    service: 'api',
    principals: administrators,
    tag: 'access',
    summary: 'Who has signed in',
    query: z.strictObject({ ...paging }),
    answer: { status: 200, body: page(Person) },
    problems: ['request.cursor'],
  }),
  forgetPerson: route({
    method: 'DELETE',
    path: '/v1/people/{personId}',
    service: 'api',
    principals: administrators,
    tag: 'access',
    summary: 'Forget name and e-mail address of somebody who has signed in; the account itself stays',
    params: z.strictObject({ personId: PersonId }),
    answer: { status: 204 },
    problems: ['person.unknown'],
  }),
};
