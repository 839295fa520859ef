/** A button that opens a list of things to do. @module */

import { ChevronDown, EllipsisVertical } from 'lucide-react';
import type { ReactNode } from 'react';
import { Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover } from 'react-aria-components/Menu';
import { Button, type ButtonLook, IconButton } from './button.tsx';
import { Keys } from './keys.tsx';
import styles from './menu.module.css';
import { popoverClass } from './popover.tsx';

/** One thing to do. */
export interface MenuAction {
  id: string;
  label: string;
  /** A line below the label, such as why it is off. */
  description?: string | undefined;
  icon?: ReactNode;
  onAction: () => void;
  isDisabled?: boolean | undefined;
  /** The keys that do the same. */
  keys?: string | undefined;
  /** Takes away something that does not come back. */
  danger?: boolean | undefined;
}

/** Things to do that belong together. */
export interface MenuGroup {
  id: string;
  title?: string | undefined;
  items: readonly MenuAction[];
}

/** A menu and its button. */
export interface MenuButtonProps extends ButtonLook {
  label: string;
  icon?: ReactNode;
  /** Shows the three dots (or `icon`) alone; the label is its name. */
  isIconOnly?: boolean;
  items?: readonly MenuAction[];
  sections?: readonly MenuGroup[];
  isDisabled?: boolean | undefined;
  placement?: 'bottom start' | 'bottom end';
}

/** A button with a menu. */
export function MenuButton({
  label,
  icon,
  isIconOnly = false,
  items,
  sections,
  variant,
  size = 'normal',
  isDisabled = false,
  placement = 'bottom start',
}: MenuButtonProps) {
  const groups = sections ?? [{ id: 'all', items: items ?? [] }];
  return (
    <MenuTrigger>
      {isIconOnly ? (
        <IconButton label={label} size={size} variant={variant ?? 'quiet'} isDisabled={isDisabled}>
          {icon ?? <EllipsisVertical />}
        </IconButton>
      ) : (
        <Button icon={icon} size={size} variant={variant ?? 'secondary'} isDisabled={isDisabled}>
          <span className={styles.label}>
            {label}
            <ChevronDown className={styles.chevron} />
          </span>
        </Button>
      )}
      <Popover className={popoverClass} placement={placement} offset={4} data-own-keys="">
        <Menu className={styles.menu ?? ''} aria-label={label}>
          {groups.map((group) => (
            <MenuSection
              key={group.id}
              id={group.id}
              className={styles.section ?? ''}
              {...(group.title === undefined ? { 'aria-label': label } : {})}
            >
              {group.title !== undefined && <Header className={styles.title ?? ''}>{group.title}</Header>}
              {group.items.map((item) => (
                <MenuItem
                  key={item.id}
                  id={item.id}
                  textValue={item.label}
                  onAction={item.onAction}
                  isDisabled={item.isDisabled ?? false}
                  className={styles.item ?? ''}
                  {...(item.danger ? { 'data-danger': '' } : {})}
                >
                  {item.icon}
                  <span className={styles.words}>
                    {item.label}
                    {item.description && <small className={styles.description}>{item.description}</small>}
                  </span>
                  {item.keys && <Keys keys={item.keys} />}
                </MenuItem>
              ))}
            </MenuSection>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
