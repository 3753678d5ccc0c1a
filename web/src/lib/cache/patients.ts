import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { getPatient } from '../api/get-patient';
import { listPatients } from '../api/list-patients';

export const patientsQuery = (department: string | undefined, q: string) =>
  queryOptions({
    queryKey: ['patients', department ?? '', q],
    queryFn: ({ signal }) => listPatients(department, q, signal),
    placeholderData: keepPreviousData,
  });

export const patientQuery = (id: string) =>
  queryOptions({ queryKey: ['patient', id], queryFn: ({ signal }) => getPatient(id, signal) });
