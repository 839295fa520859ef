/** Three ways to change what is shown: panels, views of the same, pages. @module */

import { createLink } from '@tanstack/react-router';
import type { ComponentProps, ReactNode } from 'react';
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from 'react-aria-components/Tabs';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup';
import styles from './tabs.module.css';

/** A tab and its panel. */
export interface TabItem<Id extends string> {
  id: Id;
  title: string;
  count?: ReactNode;
  content: ReactNode;
}

/** Tabs with panels. */
export interface TabsProps<Id extends string> {
  label: string;
  items: readonly TabItem<Id>[];
  selected: Id;
  onChange: (id: Id) => void;
}

/** Tabs with panels; only the panel in sight is there. */
export function Tabs<Id extends string>({ label, items, selected, onChange }: TabsProps<Id>) {
  return (
    <AriaTabs
      className={styles.whole ?? ''}
      selectedKey={selected}
      onSelectionChange={(key) => {
        const item = items.find(({ id }) => id === key);
        if (item) onChange(item.id);
      }}
    >
      <TabList aria-label={label} className={styles.list ?? ''}>
        {items.map((item) => (
          <Tab key={item.id} id={item.id} className={styles.tab ?? ''}>
            {item.title}
            {item.count !== undefined && <span className={styles.count}>{item.count}</span>}
          </Tab>
        ))}
      </TabList>
      {items.map((item) => (
        <TabPanel key={item.id} id={item.id} className={styles.panel ?? ''}>
          {item.content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}

/** A choice between views of the same thing. */
export interface ViewSwitchProps<Id extends string> {
  label: string;
  items: readonly { id: Id; label: string; icon?: ReactNode }[];
  selected: Id;
  onChange: (id: Id) => void;
}

/** As many as stand side by side as one bar; more of them stand apart, because a bar in two lines falls to pieces. */
const fewViews = 4;
/** A label of so many characters is never cut off. */
const shortLabel = 24;

/** A choice between views of the same thing: "Matrix | Day". */
export function ViewSwitch<Id extends string>({ label, items, selected, onChange }: ViewSwitchProps<Id>) {
  return (
    <ToggleButtonGroup
      aria-label={label}
      className={styles.views ?? ''}
      data-many={items.length > fewViews || undefined}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[selected]}
      onSelectionChange={(keys) => {
        const item = items.find(({ id }) => keys.has(id));
        if (item) onChange(item.id);
      }}
    >
      {items.map((item) => (
        <ToggleButton key={item.id} id={item.id} className={styles.view ?? ''}>
          {item.icon}
          <span className={styles.viewLabel} title={item.label.length > shortLabel ? item.label : undefined}>
            {item.label}
          </span>
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}

/** Pages side by side, as links; its children are `NavTab`s. */
export function NavTabs({ label, children }: { label: string; children: ReactNode }) {
  return (
    <nav aria-label={label} className={styles.list}>
      {children}
    </nav>
  );
}

interface NavTabAnchorProps extends ComponentProps<'a'> {
  count?: ReactNode;
}

function NavTabAnchor({ count, children, ...rest }: NavTabAnchorProps) {
  return (
    <a {...rest} className={styles.tab}>
      {children}
      {count !== undefined && <span className={styles.count}>{count}</span>}
    </a>
  );
}

/** One page of `NavTabs`: takes what a link of the router takes, and a count. */
export const NavTab = createLink(NavTabAnchor);
