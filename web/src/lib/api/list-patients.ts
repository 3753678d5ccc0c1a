import type { AllergiesKnown } from './get-patient';
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
  allergies_known?: AllergiesKnown;
}

export interface PatientSearch {
  department: string | undefined;
  q: string;
  after: string | undefined;
}

export function listPatients(search: PatientSearch, signal?: AbortSignal): Promise<{ items: PatientRow[]; next?: string | null }> {
  return request('GET', query('/api/patients', { ...search }), undefined, signal);
}
