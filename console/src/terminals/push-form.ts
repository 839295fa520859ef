/** What an administrator enters for a terminal that pushes, and what the API takes of it. No schema is loaded for it. @module */

import type { PushRegistration, PushView } from '#shared/contract/push-terminals.ts';
import { isNetwork } from '#shared/iclock/network.ts';
import { parseSerial } from '#shared/punch/serial.ts';

/** What keeps others from sending punches in the name of a terminal. */
export type Guard = 'networks' | 'key' | 'both' | 'open';

/** The form as it is typed. */
export interface PushDraft {
  serial: string;
  name: string;
  /** Null: that of the organisation. */
  zone: string | null;
  guard: Guard;
  /** Networks or addresses, with blanks or commas between. */
  networks: string;
  commKey: string;
  /** Of a registered one: settings that the form does not show, and that a new registration would drop. */
  kept?: { transFlag?: string | undefined; oneHourInMinutes?: boolean | undefined } | undefined;
}

/** What a form begins with that changes the guard of a registered terminal; its key is not known to anybody. */
export function guardDraft({
  commKey,
  networks = [],
  open,
  transFlag,
  oneHourInMinutes,
}: Pick<PushView, 'commKey' | 'networks' | 'open' | 'transFlag' | 'oneHourInMinutes'>): Pick<
  PushDraft,
  'guard' | 'networks' | 'kept'
> {
  const byKey = networks.length > 0 ? 'both' : 'key';
  return {
    guard: commKey ? byKey : open ? 'open' : 'networks',
    networks: networks.join(', '),
    kept: { transFlag, oneHourInMinutes },
  };
}

/** A field of the form that does not fit. */
export type PushMistake =
  | 'serial'
  | 'networks-missing'
  | 'networks-form'
  | 'networks-many'
  | 'key-form'
  | 'key-is-serial';

const keyForm = /^[!-~]{8,64}$/;
const mostNetworks = 20;
const address = /^[0-9.]+$|^[0-9a-f:]+$/i;

/** The networks of a text; an address without a length is that address alone. */
export function networksOf(text: string): string[] {
  return text
    .split(/[\s,;]+/)
    .filter((one) => one !== '')
    .map((one) => {
      if (one.includes('/') || !address.test(one)) return one;
      return one.includes(':') ? `${one}/128` : `${one}/32`;
    });
}

const usesNetworks = (guard: Guard) => guard === 'networks' || guard === 'both';
const usesKey = (guard: Guard) => guard === 'key' || guard === 'both';

/** What does not fit, in the order of the fields. */
export function mistakesOf({ serial, guard, networks, commKey }: PushDraft): PushMistake[] {
  const mistakes: PushMistake[] = [];
  if (parseSerial(serial.trim()) === null) mistakes.push('serial');
  if (usesNetworks(guard)) {
    const all = networksOf(networks);
    if (all.length === 0) mistakes.push('networks-missing');
    else if (!all.every(isNetwork)) mistakes.push('networks-form');
    else if (all.length > mostNetworks) mistakes.push('networks-many');
  }
  if (usesKey(guard)) {
    if (!keyForm.test(commKey)) mistakes.push('key-form');
    else if (commKey === serial.trim()) mistakes.push('key-is-serial');
  }
  return mistakes;
}

/** What is sent of a draft without mistakes. */
export function registrationOf({ serial, name, zone, guard, networks, commKey, kept = {} }: PushDraft) {
  const { transFlag, oneHourInMinutes } = kept;
  return {
    serial: serial.trim(),
    ...(name.trim() === '' ? {} : { name: name.trim() }),
    ...(zone === null ? {} : { zone }),
    push: {
      ...(usesNetworks(guard) ? { networks: networksOf(networks) } : {}),
      ...(usesKey(guard) ? { commKey } : {}),
      ...(guard === 'open' ? { open: true } : {}),
      ...(transFlag === undefined ? {} : { transFlag }),
      ...(oneHourInMinutes === undefined ? {} : { oneHourInMinutes }),
    },
  } satisfies Partial<Record<keyof PushRegistration, unknown>>;
}
