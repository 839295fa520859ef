/** The sample's 25 people: 18 in the office, 7 in the night crew. @module */

/** A person of the sample: plainly sample data, with no name but a number. */
export interface SamplePerson {
  id: string;
  name: string;
  department: string;
  rosterId: 'office-week' | 'night-crew';
  /** Which of the sample's terminals the person uses. */
  terminal: 0 | 1;
  /** Two people are known to their terminal only: the cloud has never seen them. */
  knownToCloud: boolean;
}

const officePeople = 18;
const nightPeople = 7;

/** The sample's people: 18 in the office, 7 in the night crew; the last two of the office are new to the cloud. */
export const samplePeople: readonly SamplePerson[] = [
  ...Array.from({ length: officePeople }, (_, index) => ({
    id: String(1001 + index),
    name: `Sample Person ${1001 + index}`,
    department: index < 10 ? 'Sample Office' : 'Sample Workshop',
    rosterId: 'office-week' as const,
    terminal: 0 as const,
    knownToCloud: index < officePeople - 2,
  })),
  ...Array.from({ length: nightPeople }, (_, index) => ({
    id: String(2001 + index),
    name: `Sample Person ${2001 + index}`,
    department: 'Sample Security',
    rosterId: 'night-crew' as const,
    terminal: 1 as const,
    knownToCloud: true,
  })),
];
