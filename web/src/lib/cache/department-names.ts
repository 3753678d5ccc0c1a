import { useQuery } from '@tanstack/react-query';
import { departmentsQuery } from './departments';

/** The names behind department ids; an id that is not known yet stands for itself. */
export function useDepartmentNames(): (ids: readonly string[]) => string[] {
  const { data } = useQuery(departmentsQuery);
  return (ids) => ids.map((id) => data?.find((department) => department.id === id)?.name ?? id);
}
