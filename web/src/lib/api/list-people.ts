import { query, request } from './http';

export interface Person {
  id: string;
  display_name: string;
  role: string;
  specialty?: string | null;
  departments: string[];
}

export async function listPeople(q: string, signal?: AbortSignal): Promise<Person[]> {
  return (await request<{ items: Person[] }>('GET', query('/api/people', { q }), undefined, signal)).items;
}
