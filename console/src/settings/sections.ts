/** The pages of the settings, in order, and who sees each. @module */

import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Rights } from '../api/index.ts';

/** The names of the pages in addresses. */
export const sectionIds = [
  'server',
  'organisation',
  'rules',
  'approvals',
  'people',
  'keys',
  'webhooks',
  'quarantine',
  'audit',
  'you',
] as const;
/** The name of a page. */
export type SectionId = (typeof sectionIds)[number];

/** One page of the settings. */
export interface SettingsPage {
  id: SectionId;
  title: MessageDescriptor;
  isFor(rights: Rights): boolean;
}

const editors = ({ mayEdit }: Rights) => mayEdit;
const administrators = ({ mayAdminister }: Rights) => mayAdminister;

const pages: { [Id in SectionId]: Omit<SettingsPage, 'id'> } = {
  server: { title: msg`Server`, isFor: editors },
  organisation: { title: msg`Organisation`, isFor: editors },
  rules: { title: msg`Rules`, isFor: editors },
  approvals: { title: msg`Approvals`, isFor: editors },
  people: { title: msg`People and roles`, isFor: administrators },
  keys: { title: msg`API keys`, isFor: administrators },
  webhooks: { title: msg`Webhooks`, isFor: administrators },
  quarantine: { title: msg`Quarantine`, isFor: editors },
  audit: { title: msg`Audit trail`, isFor: administrators },
  you: { title: msg`You`, isFor: () => true },
};

/** The pages that somebody sees. */
export function pagesFor(rights: Rights): SettingsPage[] {
  return sectionIds.map((id) => ({ id, ...pages[id] })).filter((page) => page.isFor(rights));
}
