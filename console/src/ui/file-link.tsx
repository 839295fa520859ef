/** A link to a file that the server has made: another address than the console's own. @module */

import type { ReactNode } from 'react';
import { lookOf } from './button.tsx';

/** A link that looks like a button and saves a file. @param href - the server says that it is an attachment */
export function FileLink({ href, icon, children }: { href: string; icon?: ReactNode; children: ReactNode }) {
  return (
    <a href={href} download className={lookOf({ size: 'small' }, false)}>
      {icon}
      <span>{children}</span>
    </a>
  );
}
