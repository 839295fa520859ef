/** The end of a list of people that is read page by page: a button for the next page; on paper, that people are missing. @module */

import { Plural, useLingui } from '@lingui/react/macro';
import { Button } from '../ui/button.tsx';
import styles from './more-people.module.css';

/** The end of a list. */
export interface MorePeopleProps {
  /** How many people are shown so far. */
  shown: number;
  isLoading: boolean;
  onMore: () => void;
}

/** Only there while more people follow. */
export function MorePeople({ shown, isLoading, onMore }: MorePeopleProps) {
  const { t } = useLingui();
  return (
    <>
      <span className={styles.button}>
        <Button isPending={isLoading} onPress={onMore}>
          {t`Show more people`}
        </Button>
      </span>
      <span className={styles.paper}>
        <Plural
          value={shown}
          one="Only the first person is on this paper: show more people before it is printed."
          other="Only the first # people are on this paper: show more people before it is printed."
        />
      </span>
    </>
  );
}
