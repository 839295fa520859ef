/** Who gets notices by e-mail: the addresses of the settings, but those whose owners have unsubscribed by the link in a mail. @module */

import type { NoticeSettings } from '#shared/contract/notices.ts';
import type { ReportSubscription } from '#shared/contract/report-mails.ts';
import { RollcallError } from '#shared/errors.ts';
import type { Stores } from '../../store/index.ts';
import type { StoredReportSchedule } from '../../store/report-schedules.ts';
import type { StoredSettings } from '../../store/settings.ts';
import type { Actor } from '../actor.ts';
import { recordAudit } from '../audit.ts';
import { alterSchedule } from './schedules.ts';
import { recipientIdOf } from './tokens.ts';

/**
 * Stands in links and runs where a schedule of reports has its id. Nobody can give it to a schedule, and what is stored under it
 * says who has unsubscribed.
 */
export const noticesId = '~silence';
/** What the recipients of notices subscribe to. */
const title = 'Silent bridges and terminals';

type Addresses = readonly string[];

function addressesIn(notices: StoredSettings['notices']): Addresses {
  return notices?.silence?.recipients ?? [];
}

/** Those of some addresses whose owners have unsubscribed. */
async function unsubscribedOf(stores: Stores, addresses: Addresses): Promise<string[]> {
  if (addresses.length === 0) return [];
  const gone = new Set((await stores.reportSchedules.find(noticesId))?.unsubscribed.map(({ id }) => id));
  return addresses.filter((address) => gone.has(recipientIdOf(stores.organisation, noticesId, address)));
}

/** Recipients of the settings who have unsubscribed. */
export async function unsubscribedFromNotices(
  { stores }: Actor,
  { notices }: Pick<StoredSettings, 'notices'>,
): Promise<string[]> {
  return await unsubscribedOf(stores, addressesIn(notices));
}

/** Whom notices go to; nobody while they are switched off. */
export async function noticeRecipients(
  stores: Stores,
  { notices }: Pick<StoredSettings, 'notices'>,
): Promise<string[]> {
  if (notices?.silence?.active !== true) return [];
  const addresses = addressesIn(notices);
  const gone = new Set(await unsubscribedOf(stores, addresses));
  const wanted = addresses.filter((address) => !gone.has(address));
  return [...new Map(wanted.map((address) => [address.toLowerCase(), address])).values()];
}

/**
 * Refuses new recipients of notices where nobody can send mails, or whose owners have unsubscribed; those that the settings have
 * already may stay.
 * @param mailFrom - who sends; `undefined` where nobody can
 * @throws RollcallError mail.not-configured, notices.unsubscribed
 */
export async function requireNoticeRecipients(
  { stores }: Actor,
  mailFrom: string | undefined,
  wanted: NoticeSettings | undefined,
): Promise<void> {
  if (addressesIn(wanted).length === 0) return;
  const present = new Set(addressesIn((await stores.settings.read()).notices));
  const added = addressesIn(wanted).filter((address) => !present.has(address));
  if (added.length > 0 && mailFrom === undefined) throw new RollcallError('mail.not-configured', {});
  const addresses = await unsubscribedOf(stores, added);
  if (addresses.length > 0) throw new RollcallError('notices.unsubscribed', { addresses });
}

async function addressOf({ stores }: Actor, recipientId: string): Promise<string | undefined> {
  const { notices } = await stores.settings.read();
  return addressesIn(notices).find(
    (address) => recipientIdOf(stores.organisation, noticesId, address) === recipientId,
  );
}

function describe(
  address: string | undefined,
  unsubscribed: StoredReportSchedule['unsubscribed'],
  recipientId: string,
): ReportSubscription {
  const optOut = unsubscribed.find(({ id }) => id === recipientId);
  const known = address ?? optOut?.address;
  return {
    title,
    ...(known === undefined ? {} : { address: known }),
    subscribed: address !== undefined && optOut === undefined,
  };
}

/** Whether the recipient of a link gets notices. */
export async function noticeSubscription(actor: Actor, recipientId: string): Promise<ReportSubscription> {
  const { unsubscribed = [] } = (await actor.stores.reportSchedules.find(noticesId)) ?? {};
  return describe(await addressOf(actor, recipientId), unsubscribed, recipientId);
}

/**
 * Sends a recipient of a link no more notices, or again. The settings stay as they are. Repeating it changes nothing.
 * @throws RollcallError service.busy
 */
export async function setNoticeSubscription(
  actor: Actor,
  recipientId: string,
  want: 'on' | 'off',
): Promise<ReportSubscription> {
  const address = await addressOf(actor, recipientId);
  let isChanged = false;
  const { unsubscribed } = await alterSchedule(actor, noticesId, (current) => {
    const others = current.unsubscribed.filter(({ id }) => id !== recipientId);
    const isGone = others.length < current.unsubscribed.length;
    isChanged = isGone === (want === 'on');
    if (!isChanged) return null;
    const added = want === 'off' ? [{ id: recipientId, address, at: actor.now }] : [];
    return { ...current, unsubscribed: [...others, ...added] };
  });
  if (isChanged) {
    const action = want === 'off' ? 'notice.unsubscribed' : 'notice.subscribed';
    await recordAudit(actor, action, 'silence', { recipient: recipientId });
  }
  return describe(address, unsubscribed, recipientId);
}
