/** Routes and schemas of departments: the list that HR keeps, and the names that users have besides. @module */

import * as z from 'zod';
import { UserId } from './fields.ts';
import { ShortText } from './person-fields.ts';
import { editors, readers, route } from './route.ts';

/** A department, by its name: that is what users have. */
export const Department = z
  .looseObject({
    name: ShortText,
    parent: ShortText.optional().meta({ description: 'The department that it is a part of' }),
    listed: z.boolean().meta({ description: 'False for a name that users have and that is not in the list' }),
  })
  .meta({ id: 'Department' });

const departmentParams = z.strictObject({ department: ShortText });

/** Routes of departments. */
export const departments = {
  listDepartments: route({
    method: 'GET',
    path: '/v1/departments',
    service: 'api',
    principals: readers,
    scopes: ['users:read'],
    tag: 'users',
    summary: 'Departments by name: those of the list, and others that users have',
    answer: {
      status: 200,
      body: z
        .looseObject({
          items: z.array(Department),
          isComplete: z.boolean().meta({
            description: 'False while users of an earlier version are still looked through: ask again',
          }),
        })
        .meta({ id: 'Departments' }),
    },
  }),
  putDepartment: route({
    method: 'PUT',
    path: '/v1/departments/{department}',
    service: 'api',
    principals: editors,
    scopes: ['users:write'],
    tag: 'users',
    summary: 'Put a department on the list, or change what it is a part of',
    params: departmentParams,
    body: z
      .strictObject({ parent: ShortText.nullable().optional() })
      .meta({ id: 'DepartmentInput', description: 'Without a parent, or with null, it stands at the top' }),
    answer: { status: 200, body: Department },
    problems: ['department.unknown'],
  }),
  deleteDepartment: route({
    method: 'DELETE',
    path: '/v1/departments/{department}',
    service: 'api',
    principals: editors,
    scopes: ['users:write'],
    tag: 'users',
    summary: 'Take a department off the list; refused while it is in use, unless its users move',
    params: departmentParams,
    query: z.strictObject({
      moveTo: ShortText.optional().meta({
        description:
          'A department of the list to which its users, at most 500, and its parts move: so one is renamed',
      }),
    }),
    answer: {
      status: 200,
      body: z.looseObject({ moved: z.array(UserId) }).meta({ id: 'DepartmentDeleted' }),
    },
    problems: ['department.unknown', 'department.in-use', 'service.busy'],
  }),
};
