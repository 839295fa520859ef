/** What an administrator enters for the updates of bridges, and what the API takes of it. No schema is loaded for it. @module */

import type { BridgeUpdates } from '#shared/contract/bridge-updates.ts';

/** When the bridges of a ring take a release. */
export interface RingDraft {
  /** Whether they take any. */
  isOn: boolean;
  /** Hours after the moment of a release; null while the field is empty. */
  hours: number | null;
}

/** Whether the cloud has bridges take releases, and from where: one field, because switching it off drops the address. */
export interface SourceDraft {
  isOn: boolean;
  from: string;
}

/** The field of a site's ring: each is one of its own, so that people who change different sites do not disturb each other. */
export type SiteField = `site ${string}`;

/** The form as it is typed. */
export interface UpdatesDraft {
  source: SourceDraft;
  everybody: RingDraft;
  /** The ring of a site; null where the site follows all bridges. */
  [site: SiteField]: RingDraft | null;
}

/** What a ring begins with that somebody switches on: a day, in which others have met what is wrong with a release. */
export const usualHours = 24;
/** A year. */
export const mostHours = 8_760;

/** The ring of bridges that take no release. */
export const noReleases: RingDraft = { isOn: false, hours: usualHours };

/** Where no release is taken. */
export const noSource: SourceDraft = { isOn: false, from: '' };

const ringOf = (hours: number | null): RingDraft => (hours === null ? noReleases : { isOn: true, hours });
/** Hours of a ring as the API has them; null = it takes no release. */
export const hoursOf = ({ isOn, hours }: RingDraft): number | null => (isOn ? (hours ?? usualHours) : null);

/** The field of a site's ring. */
export function fieldOf(site: string): SiteField {
  return `site ${site}`;
}

const isSiteField = (field: string): field is SiteField => field.startsWith('site ');

/** The sites that have a ring of their own, with it. */
export function siteRings(draft: UpdatesDraft): { site: string; ring: RingDraft }[] {
  return Object.keys(draft)
    .filter(isSiteField)
    .flatMap((field) => {
      const ring = draft[field];
      return ring ? [{ site: field.slice(fieldOf('').length), ring }] : [];
    });
}

/** A ring that is switched on or off again. @param before - as it is saved: its hours come back */
export function switched(before: RingDraft | null | undefined, isOn: boolean): RingDraft {
  if (!isOn) return noReleases;
  return before?.isOn === true ? before : ringOf(usualHours);
}

/** What the form begins with. @param touched - has the fields of sites that may have no ring in what is saved */
export function updatesDraft({ from, afterHours, sites }: BridgeUpdates, touched: object = {}): UpdatesDraft {
  const draft: UpdatesDraft = {
    source: from === null ? noSource : { isOn: true, from },
    // Where nothing is set yet, switching it on is meant for everybody.
    everybody: from === null && afterHours === null ? ringOf(usualHours) : ringOf(afterHours),
  };
  for (const one of sites) draft[fieldOf(one.site)] = ringOf(one.afterHours);
  for (const field of Object.keys(touched).filter(isSiteField)) draft[field] ??= null;
  return draft;
}

/** The draft as the API takes it. */
export function updatesOf(draft: UpdatesDraft): BridgeUpdates {
  return {
    from: draft.source.isOn ? draft.source.from.trim() : null,
    afterHours: hoursOf(draft.everybody),
    sites: siteRings(draft).map(({ site, ring }) => ({ site, afterHours: hoursOf(ring) })),
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
export function isUnfinished(draft: UpdatesDraft): boolean {
  const isEmpty = (ring: RingDraft) => ring.isOn && ring.hours === null;
  return (
    draft.source.isOn &&
    (!isReleaseAddress(draft.source.from) ||
      isEmpty(draft.everybody) ||
      siteRings(draft).some(({ ring }) => isEmpty(ring)))
  );
}
