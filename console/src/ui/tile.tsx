/** A figure with its name. Every figure can be opened. @module */

import { createLink } from '@tanstack/react-router';
import type { ComponentProps, ReactNode } from 'react';
import type { Tone } from './chip.tsx';
import { classNames } from './class-names.ts';
import styles from './tile.module.css';

/** A figure with its name. */
export interface TileProps {
  label: ReactNode;
  /** The figure, as it is to be shown; a dash where it is not known, never a zero. */
  figure: ReactNode;
  /** A line below. */
  note?: ReactNode;
  /** A shape before the figure. */
  shape?: ReactNode;
  tone?: Tone;
}

/** A figure with its name, where it leads nowhere. */
export function Tile(props: TileProps) {
  return (
    <div className={styles.tile}>
      <Face {...props} />
    </div>
  );
}

function Face({ label, figure, note, shape, tone = 'neutral' }: TileProps) {
  return (
    <>
      <span className={styles.label}>{label}</span>
      <span className={styles.figure} data-tone={tone}>
        {shape}
        {figure}
      </span>
      {note && <span className={styles.note}>{note}</span>}
    </>
  );
}

type TileAnchorProps = Omit<ComponentProps<'a'>, 'children'> & TileProps;

function TileAnchor({ label, figure, note, shape, tone = 'neutral', ...rest }: TileAnchorProps) {
  return (
    <a {...rest} className={classNames(styles.tile, styles.link)}>
      <Face label={label} figure={figure} note={note} shape={shape} tone={tone} />
    </a>
  );
}

/** A figure that leads to what it counts: takes what a link of the router takes. */
export const TileLink = createLink(TileAnchor);

/** Tiles side by side, as many as there is room for. */
export function Tiles({ children }: { children: ReactNode }) {
  return <div className={styles.tiles}>{children}</div>;
}
