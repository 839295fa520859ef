/** Keeps keys and sessions of the built-in issuer in a file that only its owner can read. @module */

import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { exportJWK, generateKeyPair } from 'jose';
import type { Adapter, AdapterPayload } from 'oidc-provider';
import * as z from 'zod';
import { replacePrivateFile } from '../replace-private-file.ts';

const Kept = z.object({
  signingKey: z.record(z.string(), z.unknown()),
  cookieKey: z.string(),
  items: z.array(
    z.tuple([z.string(), z.object({ payload: z.record(z.string(), z.unknown()), until: z.number() })]),
  ),
});

/** What a session needs to go on after a restart; codes and half-done sign-ins do not outlive one. */
const lasting = /^(Session|Grant|RefreshToken):/;

/** Keys of an issuer, and where it keeps its sessions. */
export interface IssuerState {
  /** A private key as JWK (ES256). */
  signingKey: Record<string, unknown>;
  cookieKey: string;
  adapter: (model: string) => Adapter;
}

async function newKeys(): Promise<z.output<typeof Kept>> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const kid = randomBytes(8).toString('hex');
  return {
    signingKey: { ...(await exportJWK(privateKey)), kid, alg: 'ES256', use: 'sig' },
    cookieKey: randomBytes(32).toString('base64url'),
    items: [],
  };
}

/**
 * Opens the state of an issuer; the first time it makes the keys.
 * @param file - where it is kept; without one it lasts as long as the process
 */
export async function openIssuerState(file: string | undefined): Promise<IssuerState> {
  const isKept = file !== undefined && existsSync(file);
  const kept = isKept ? Kept.parse(JSON.parse(readFileSync(file, 'utf8'))) : await newKeys();
  const { signingKey, cookieKey } = kept;
  const items = new Map<string, { payload: AdapterPayload; until: number }>(kept.items);

  function save(): void {
    const now = Date.now();
    for (const [name, { until }] of items) if (until <= now) items.delete(name);
    if (file === undefined) return;
    const lastingItems = [...items].filter(([name]) => lasting.test(name));
    replacePrivateFile(file, `${JSON.stringify({ signingKey, cookieKey, items: lastingItems })}\n`);
  }
  if (!isKept) save();

  function changed(name: string): void {
    if (lasting.test(name)) save();
  }

  function live(name: string): AdapterPayload | undefined {
    const item = items.get(name);
    return item !== undefined && item.until > Date.now() ? item.payload : undefined;
  }

  function adapter(model: string): Adapter {
    const nameOf = (id: string) => `${model}:${id}`;
    const findBy = (fits: (payload: AdapterPayload) => boolean) =>
      [...items.keys()]
        .filter((name) => name.startsWith(`${model}:`))
        .map(live)
        .find((payload) => payload !== undefined && fits(payload));
    return {
      async upsert(id, payload, expiresInSeconds) {
        const until =
          expiresInSeconds === undefined ? Number.MAX_SAFE_INTEGER : Date.now() + expiresInSeconds * 1000;
        items.set(nameOf(id), { payload, until });
        changed(nameOf(id));
      },
      find: async (id) => live(nameOf(id)),
      findByUid: async (uid) => findBy((payload) => payload.uid === uid),
      findByUserCode: async (userCode) => findBy((payload) => payload.userCode === userCode),
      async consume(id) {
        const item = items.get(nameOf(id));
        if (item === undefined) return;
        item.payload = { ...item.payload, consumed: Math.floor(Date.now() / 1000) };
        changed(nameOf(id));
      },
      async destroy(id) {
        if (items.delete(nameOf(id))) changed(nameOf(id));
      },
      async revokeByGrantId(grantId) {
        for (const [name, { payload }] of items) if (payload.grantId === grantId) items.delete(name);
        save();
      },
    };
  }
  return { signingKey, cookieKey, adapter };
}
