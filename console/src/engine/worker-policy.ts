/**
 * The only Trusted Types policy of the console: it lets the engine's worker start, and nothing else. The address of a worker is a
 * place where text becomes code, so the content security policy names this policy and no other.
 * @module
 */

import { isOwnAsset } from './own-asset.ts';

/** What of Trusted Types is used here; browsers without it take the address itself. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(address: string): string },
  ): {
    createScriptURL(address: string): string;
  };
}

function checkedAddress(address: string): string {
  // The development server has no folder of built files.
  if (import.meta.env.DEV || isOwnAsset(address, location.href)) return address;
  throw new TypeError(`Not a script of the console: ${address}`);
}

const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
const policy = trustedTypes?.createPolicy('rollcall-worker', { createScriptURL: checkedAddress });

/** Starts the worker of the engine. */
export async function startEngineWorker(): Promise<Worker> {
  const { default: address } = await import('./engine.worker.ts?worker&url');
  return new Worker(policy?.createScriptURL(address) ?? checkedAddress(address), { type: 'module' });
}
