/** Buttons: with words, with a sign alone, and links that look like them. @module */

import { useLingui } from '@lingui/react/macro';
import { createLink } from '@tanstack/react-router';
import type { ComponentProps, ReactNode, Ref } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { ProgressBar } from 'react-aria-components/ProgressBar';
import styles from './button.module.css';
import { classNames } from './class-names.ts';
import { given } from './given.ts';
import { Tooltip } from './tooltip.tsx';

/** How a button looks. */
export interface ButtonLook {
  /** `primary` is there once per view; `quiet` has no border until it is hovered. */
  variant?: 'primary' | 'secondary' | 'quiet' | 'danger';
  size?: 'normal' | 'small';
}

interface Pressable extends ButtonLook {
  onPress?: (() => void) | undefined;
  type?: 'button' | 'submit' | 'reset';
  /** The id of the form that it belongs to, where it stands outside of it. */
  form?: string | undefined;
  isDisabled?: boolean | undefined;
  /** What it has started is under way: it keeps the focus and cannot be pressed again. */
  isPending?: boolean | undefined;
  autoFocus?: boolean | undefined;
  'aria-expanded'?: boolean | undefined;
  'aria-controls'?: string | undefined;
  'aria-pressed'?: boolean | undefined;
  'aria-describedby'?: string | undefined;
  ref?: Ref<HTMLButtonElement> | undefined;
}

/** A button with words. */
export interface ButtonProps extends Pressable {
  /** A sign before the words. */
  icon?: ReactNode;
  /** Why it is off. It then can still be reached, and says so as its hint. */
  why?: string | undefined;
  /** Words behind the visible ones, for those who cannot see what the button belongs to. */
  'aria-label'?: string | undefined;
  children: ReactNode;
}

/** A button with words; verbs come first. */
export function Button({ icon, why, isDisabled = false, children, ...rest }: ButtonProps) {
  const explains = isDisabled && why !== undefined;
  const button = (
    <Plain {...rest} isDisabled={isDisabled} isReachable={explains}>
      {icon}
      <span className={styles.words}>{children}</span>
    </Plain>
  );
  return explains ? <Tooltip text={why}>{button}</Tooltip> : button;
}

/** A button with a sign alone. */
export interface IconButtonProps extends Pressable {
  /** Its name, which is its hint too. */
  label: string;
  /** The keys that do the same. */
  keys?: string | undefined;
  /** Why it is off. */
  why?: string | undefined;
  children: ReactNode;
}

/** A button with a sign alone: it is named, and says its name as a hint. */
export function IconButton({
  label,
  keys,
  why,
  variant = 'quiet',
  isDisabled = false,
  children,
  ...rest
}: IconButtonProps) {
  const explains = isDisabled && why !== undefined;
  return (
    <Tooltip text={explains ? `${label}: ${why}` : label} keys={keys}>
      <Plain
        {...rest}
        variant={variant}
        isDisabled={isDisabled}
        isReachable={explains}
        aria-label={label}
        isSquare
      >
        {children}
      </Plain>
    </Tooltip>
  );
}

interface PlainProps extends Pressable {
  isReachable: boolean;
  isSquare?: boolean;
  'aria-label'?: string | undefined;
  children: ReactNode;
}

function Plain({
  variant = 'secondary',
  size = 'normal',
  type = 'button',
  isDisabled = false,
  isReachable,
  isPending = false,
  isSquare = false,
  onPress,
  children,
  ...rest
}: PlainProps) {
  const { t } = useLingui();
  return (
    <AriaButton
      {...given(rest)}
      {...(isReachable ? { 'aria-disabled': true, type: 'button' } : { type })}
      {...(onPress && !isReachable ? { onPress } : {})}
      className={lookOf({ variant, size }, isSquare)}
      isDisabled={isDisabled && !isReachable}
      isPending={isPending}
    >
      {children}
      {isPending && <ProgressBar isIndeterminate aria-label={t`Working`} className={styles.busy ?? ''} />}
    </AriaButton>
  );
}

/** Buttons that belong together. */
export function ButtonGroup({ label, children }: { label?: string | undefined; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields
    <div className={styles.group} role="group" aria-label={label}>
      {children}
    </div>
  );
}

interface ButtonAnchorProps extends ComponentProps<'a'>, ButtonLook {
  icon?: ReactNode;
}

function ButtonAnchor({
  variant = 'secondary',
  size = 'normal',
  icon,
  children,
  ...rest
}: ButtonAnchorProps) {
  return (
    <a {...rest} className={lookOf({ variant, size }, false)}>
      {icon}
      <span className={styles.words}>{children}</span>
    </a>
  );
}

/** A link of the console that looks like a button: it goes somewhere and changes nothing. */
export const LinkButton = createLink(ButtonAnchor);

/** The class of a button, for the few controls of this folder that are buttons of another kind. */
export function lookOf({ variant = 'secondary', size = 'normal' }: ButtonLook, isSquare: boolean): string {
  return classNames(
    styles.button,
    styles[variant],
    size === 'small' && styles.small,
    isSquare && styles.square,
  );
}
