/** Something that is folded until it is wanted. @module */

import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  Disclosure as AriaDisclosure,
  Button,
  DisclosurePanel,
  Heading,
} from 'react-aria-components/Disclosure';
import styles from './disclosure.module.css';

/** A folded piece. */
export interface DisclosureProps {
  title: ReactNode;
  isOpenAtFirst?: boolean;
  /** 2 to 6, by where it stands. */
  level?: number;
  children: ReactNode;
}

/** A piece that opens below its title. */
export function Disclosure({ title, isOpenAtFirst = false, level = 3, children }: DisclosureProps) {
  return (
    <AriaDisclosure className={styles.disclosure ?? ''} defaultExpanded={isOpenAtFirst}>
      <Heading level={level} className={styles.heading ?? ''}>
        <Button slot="trigger" className={styles.trigger ?? ''}>
          <ChevronRight className={styles.chevron} />
          {title}
        </Button>
      </Heading>
      <DisclosurePanel className={styles.panel ?? ''}>
        <div className={styles.content}>{children}</div>
      </DisclosurePanel>
    </AriaDisclosure>
  );
}
