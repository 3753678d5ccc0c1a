import { ApiError, request } from './http';

export interface DemoConsultation {
  id: string;
  title: string;
  specialty: string;
  patient_id?: string | null;
  transcript?: string;
  /** What WhisperX wrote, instead of a transcript. */
  whisperx?: unknown;
}

/** Empty outside demo mode. */
export async function listDemoConsultations(signal?: AbortSignal): Promise<DemoConsultation[]> {
  try {
    return (await request<{ items: DemoConsultation[] }>('GET', '/api/demo/consultations', undefined, signal)).items;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return [];
    throw error;
  }
}
