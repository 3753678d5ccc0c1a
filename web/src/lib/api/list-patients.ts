import { query, request } from './http';

export interface PatientRow {
  id: string;
  mrn: string;
  family_name: string;
  given_name: string;
  birth_date: string;
  gender: string;
  deceased: boolean;
  department?: string | null;
  location?: string | null;
  admitted_at?: string | null;
  reason?: string | null;
  allergies: string[];
}

export function listPatients(
  department: string | undefined,
  q: string,
  signal?: AbortSignal,
): Promise<{ items: PatientRow[]; next?: string | null }> {
  return request('GET', query('/api/patients', { department, q }), undefined, signal);
}
