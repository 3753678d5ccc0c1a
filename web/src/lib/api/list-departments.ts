import { request } from './http';

export interface Department {
  id: string;
  name: string;
}

export async function listDepartments(signal?: AbortSignal): Promise<Department[]> {
  return (await request<{ items: Department[] }>('GET', '/api/departments', undefined, signal)).items;
}
