import { queryOptions } from '@tanstack/react-query';
import { listDepartments } from '../api/list-departments';

export const departmentsQuery = queryOptions({
  queryKey: ['departments'],
  queryFn: ({ signal }) => listDepartments(signal),
  staleTime: Infinity,
});
