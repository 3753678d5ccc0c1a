import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { getPatient } from '../api/get-patient';
import { listPatients } from '../api/list-patients';

export const patientsQuery = (department: string | undefined, q: string) =>
  infiniteQueryOptions({
    queryKey: ['patients', department ?? '', q],
    queryFn: ({ pageParam, signal }) => listPatients({ department, q, after: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });

export const patientQuery = (id: string) =>
  queryOptions({ queryKey: ['patient', id], queryFn: ({ signal }) => getPatient(id, signal) });
