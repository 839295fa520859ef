/** What a terminal says of its memory besides its log: how many users, fingers and faces it has, and how many it can have. @module */

import { Count } from './fields.ts';

/** Fields of a terminal and of its report; what a terminal does not say is absent. */
export const enrolledOnTerminal = {
  users: Count.optional().meta({ description: 'Users that it has' }),
  userCapacity: Count.optional(),
  fingers: Count.optional().meta({ description: 'Fingers that are enrolled on it' }),
  fingerCapacity: Count.optional(),
  faces: Count.optional().meta({ description: 'Faces that are enrolled on it' }),
  faceCapacity: Count.optional(),
};
