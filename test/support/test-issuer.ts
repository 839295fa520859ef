/** An issuer that signs whatever a test wants it to, and counts what it is asked. @module */

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';

/** Claims of a token, right or wrong; those that are `undefined` are left out. */
export type Claims = Record<string, unknown>;

/** How a token is signed, where not as the issuer does. */
export interface Signing {
  kid?: string;
  typ?: string;
  /** Signs with a key that the issuer does not publish. */
  foreign?: boolean;
}

/** An issuer on loopback. */
export interface TestIssuer {
  url: string;
  /** Signs claims as they are; `iss` is the issuer's unless they say another. */
  sign(claims: Claims, signing?: Signing): Promise<string>;
  /** How often each path was asked for. */
  asked: Map<string, number>;
  /** What the address of profiles answers. */
  profiles: Map<string, Record<string, unknown>>;
  /** The key that it publishes. */
  publicKey: JWK;
  stop(): Promise<void>;
  /** Listens again on the same port. */
  start(): Promise<void>;
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

/** Starts an issuer with a key of its own. */
export async function startTestIssuer(): Promise<TestIssuer> {
  const [own, other] = await Promise.all([generateKeyPair('ES256'), generateKeyPair('ES256')]);
  const publicKey = { ...(await exportJWK(own.publicKey)), kid: 'own', alg: 'ES256', use: 'sig' };
  const asked = new Map<string, number>();
  const profiles = new Map<string, Record<string, unknown>>();
  const server = createServer(({ url: path = '', headers }, response) => {
    asked.set(path, (asked.get(path) ?? 0) + 1);
    const answers: Record<string, unknown> = {
      '/.well-known/openid-configuration': {
        issuer: url,
        jwks_uri: `${url}/jwks`,
        userinfo_endpoint: `${url}/profile`,
      },
      '/jwks': { keys: [publicKey] },
      '/profile': profiles.get((headers.authorization ?? '').replace('Bearer ', '')),
    };
    const body = answers[path];
    response.writeHead(body === undefined ? 404 : 200, {
      'content-type': 'application/json',
      connection: 'close',
    });
    response.end(JSON.stringify(body ?? {}));
  });
  const port = await listen(server, 0);
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    asked,
    profiles,
    publicKey,
    async sign(claims, { kid = 'own', typ = 'at+jwt', foreign = false } = {}) {
      return await new SignJWT({ iss: url, ...claims })
        .setProtectedHeader({ alg: 'ES256', kid, typ })
        .sign(foreign ? other.privateKey : own.privateKey);
    },
    stop: () => new Promise((resolve) => void server.close(() => resolve())),
    async start() {
      await listen(server, port);
    },
  };
}
