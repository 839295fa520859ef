/** What an administrator enters for the updates of bridges, and what the API takes of it. No schema is loaded for it. @module */

import type { BridgeUpdates } from '#shared/contract/bridge-updates.ts';

/** When the bridges of a ring take a release. */
export interface RingDraft {
  /** Whether they take any. */
  isOn: boolean;
  /** Hours after the moment of a release; null while the field is empty. */
  hours: number | null;
}

/** The form as it is typed. */
export interface UpdatesDraft {
  isOn: boolean;
  from: string;
  everybody: RingDraft;
  sites: (RingDraft & { site: string })[];
}

/** What a ring begins with that somebody switches on: a day, in which others have met what is wrong with a release. */
export const usualHours = 24;
/** A year. */
export const mostHours = 8_760;

const ringOf = (hours: number | null): RingDraft => ({ isOn: hours !== null, hours: hours ?? usualHours });
const hoursOf = ({ isOn, hours }: RingDraft) => (isOn ? (hours ?? usualHours) : null);

/** What the form begins with. */
export function updatesDraft({ from, afterHours, sites }: BridgeUpdates): UpdatesDraft {
  return {
    isOn: from !== null,
    from: from ?? '',
    // Where nothing is set yet, switching it on is meant for everybody.
    everybody: from === null && afterHours === null ? ringOf(usualHours) : ringOf(afterHours),
    sites: sites.map((one) => ({ site: one.site, ...ringOf(one.afterHours) })),
  };
}

/** The draft as the API takes it. */
export function updatesOf({ isOn, from, everybody, sites }: UpdatesDraft): BridgeUpdates {
  return {
    from: isOn ? from.trim() : null,
    afterHours: hoursOf(everybody),
    sites: sites.map((one) => ({ site: one.site, afterHours: hoursOf(one) })),
  };
}

/** Whether releases can be fetched from there: never in the clear, and without anything but host and path. */
export function isReleaseAddress(text: string): boolean {
  const trimmed = text.trim();
  if (!URL.canParse(trimmed)) return false;
  const { protocol, username, password, search, hash } = new URL(trimmed);
  return protocol === 'https:' && [username, password, search, hash].every((part) => part === '');
}

/** Whether something that is typed cannot be saved yet. */
export function isUnfinished({ isOn, from, everybody, sites }: UpdatesDraft): boolean {
  const isEmpty = (ring: RingDraft) => ring.isOn && ring.hours === null;
  return isOn && (!isReleaseAddress(from) || isEmpty(everybody) || sites.some(isEmpty));
}
