/** Settings, a page per section. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { type ComponentType, type LazyExoticComponent, lazy, Suspense } from 'react';
import { useRights } from '../api/index.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Select } from '../ui/select.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';
import { useIsPhone } from '../ui/use-media.ts';
import { pagesFor, type SectionId } from './sections.ts';
import styles from './settings-screen.module.css';

/** The pages, each loaded when it is first opened. */
const contents: { [Id in SectionId]: LazyExoticComponent<ComponentType> } = {
  server: lazy(async () => ({ default: (await import('./server-section.tsx')).ServerSection })),
  organisation: lazy(async () => ({
    default: (await import('./organisation-section.tsx')).OrganisationSection,
  })),
  rules: lazy(async () => ({ default: (await import('./rules-section.tsx')).RulesSection })),
  approvals: lazy(async () => ({ default: (await import('./approvals-section.tsx')).ApprovalsSection })),
  people: lazy(async () => ({ default: (await import('./people-section.tsx')).PeopleSection })),
  keys: lazy(async () => ({ default: (await import('./keys-section.tsx')).KeysSection })),
  webhooks: lazy(async () => ({ default: (await import('./webhooks-section.tsx')).WebhooksSection })),
  quarantine: lazy(async () => ({ default: (await import('./quarantine-section.tsx')).QuarantineSection })),
  audit: lazy(async () => ({ default: (await import('./audit-section.tsx')).AuditSection })),
  you: lazy(async () => ({ default: (await import('./you-section.tsx')).YouSection })),
};

/** Settings, a page per section. */
export function SettingsScreen() {
  const { t, i18n } = useLingui();
  const { section } = useParams({ from: '/settings/$section' });
  const navigate = useNavigate();
  const pages = pagesFor(useRights());
  const isPhone = useIsPhone();
  const page = pages.find(({ id }) => id === section);
  const Content = page && contents[page.id];
  return (
    <div className={styles.page}>
      <PageHead title={<Trans>Settings</Trans>} part={page && i18n._(page.title)} />
      <div className={styles.layout}>
        {isPhone ? (
          <Select
            label={t`Page of the settings`}
            isLabelHidden
            items={pages.map(({ id, title }) => ({ id, label: i18n._(title) }))}
            value={page?.id ?? null}
            onChange={(id) => void navigate({ to: '/settings/$section', params: { section: id } })}
          />
        ) : (
          <nav aria-label={t`Settings`} className={styles.nav}>
            {pages.map(({ id, title }) => (
              <Link key={id} to="/settings/$section" params={{ section: id }} className={styles.link}>
                {i18n._(title)}
              </Link>
            ))}
          </nav>
        )}
        <div className={styles.content}>
          {Content ? (
            <Suspense
              key={page.id}
              fallback={
                <Loading>
                  <Skeleton lines={6} kind="row" />
                </Loading>
              }
            >
              <Content />
            </Suspense>
          ) : (
            <EmptyState
              title={<Trans>There is no such page for you here.</Trans>}
              action={
                <Link to="/settings/$section" params={{ section: 'you' }}>
                  <Trans>Go to your own settings</Trans>
                </Link>
              }
            >
              <Trans>The address may be mistyped, or the page is for another role.</Trans>
            </EmptyState>
          )}
        </div>
      </div>
    </div>
  );
}
