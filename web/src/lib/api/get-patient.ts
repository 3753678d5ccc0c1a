import { request } from './http';

export interface Patient {
  id: string;
  mrn: string;
  family_name: string;
  given_name: string;
  birth_date: string;
  gender: string;
  deceased: boolean;
}

export interface Encounter {
  id: string;
  department?: string | null;
  location?: string | null;
  admitted_at: string;
  reason?: string | null;
  attending?: string | null;
  status: string;
}

export interface Allergy {
  id: string;
  substance: string;
  reaction?: string | null;
  severity?: string | null;
  criticality?: string | null;
}

export interface Condition {
  id: string;
  text: string;
  code?: string | null;
  code_system?: string | null;
  status: string;
  onset?: string | null;
}

export interface Medication {
  id: string;
  text: string;
  dose?: string | null;
  route?: string | null;
  frequency?: string | null;
  status: string;
  started_at?: string | null;
}

export interface Observation {
  id: string;
  category: 'laboratory' | 'vital-signs';
  text: string;
  code?: string | null;
  value?: number | null;
  value_text?: string | null;
  unit?: string | null;
  reference_low?: number | null;
  reference_high?: number | null;
  interpretation?: string | null;
  effective_at: string;
}

export interface Report {
  id: string;
  kind: string;
  text: string;
  findings: string[];
  conclusion?: string | null;
  effective_at: string;
}

export type AllergiesKnown = 'known' | 'none_known' | 'not_known';

export interface PatientSummary {
  patient: Patient;
  encounter?: Encounter | null;
  allergies: Allergy[];
  allergies_known: AllergiesKnown;
  conditions: Condition[];
  medications: Medication[];
  observations: Observation[];
  reports: Report[];
}

export function getPatient(id: string, signal?: AbortSignal): Promise<PatientSummary> {
  return request('GET', `/api/patients/${encodeURIComponent(id)}`, undefined, signal);
}
