/** Takes out of recorded requests and answers what is another in every run: ids, secrets, links, cursors. @module */

import { idNames } from '#shared/contract/ids.ts';
import { shownReceiver } from './receiver.ts';

const ids = new RegExp(`\\b(${Object.keys(idNames).join('|')})_[0-9A-HJKMNP-TV-Z]{26}`, 'g');
/** Ids of commands to terminals that push: a moment and chance. */
const commandId = /^0[0-9A-Z]{14}$/;
/** The address of the receiver of webhooks, whose port is another in every run. */
const receiverUrl = /^http:\/\/localhost:\d+\/rollcall$/;
/** Ids of changes name a part of the log, which is taken by chance. */
const changeId = /^chg_\d+_/;
/** An API key, as it is shown once. */
const apiKey = /^rck_.*/;
/** What the values of such fields become. Each fits the schema of its field. */
const placeholders: Readonly<Record<string, string>> = {
  mailToken: 'WyJzdWJzY3JpcHRpb24iXQ.c2lnbmF0dXJl',
  token: 'rce_shown-once-and-used-once',
  cloud: 'https://api.example.com',
  nonce: 'q83vEjRWeJC6m1c7rX2ZQw',
  secret: 'whsec_shown-once',
  createdByRequest: '01KDEMX0C5Y3WZ8T4Q6R7S9001',
  editedByRequest: '01KDEMX0C5Y3WZ8T4Q6R7S9002',
  proof: 'base64url-of-an-ed25519-signature',
  x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
  nextCursor: 'opaque',
  resumeCursor: 'opaque',
  url: 'https://files.example.com/…',
  uploadUrl: 'https://files.example.com/…',
  rulesVersion: '76e97738351e1565',
  inputHash: 'e1fc115416fd4ba3',
};

/**
 * Makes what normalises the records of one capability: the first id of a kind ends in 001 there, the second in 002.
 * @returns a copy of any JSON value, normalised
 */
export function normaliser(): (value: unknown) => unknown {
  const known = new Map<string, string>();
  const counts = new Map<string, number>();
  const idOf = (id: string, prefix: string) => {
    const made = known.get(id);
    if (made !== undefined) return made;
    const count = (counts.get(prefix) ?? 0) + 1;
    counts.set(prefix, count);
    const placeholder = `${prefix}_01KDEMX0C5Y3WZ8T4Q6R7S9${String(count).padStart(3, '0')}`;
    known.set(id, placeholder);
    return placeholder;
  };
  return (value) =>
    JSON.parse(JSON.stringify(value ?? null), (name, part: unknown) => {
      if (typeof part !== 'string') return part;
      if (receiverUrl.test(part)) return shownReceiver;
      return (
        placeholders[name] ??
        part
          .replace(apiKey, 'rck_…')
          .replace(changeId, 'chg_14_')
          .replace(commandId, '0MNFRASSW01A000')
          .replace(ids, idOf)
      );
    });
}
