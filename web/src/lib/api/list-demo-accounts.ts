import { ApiError, request } from './http';

export interface DemoAccount {
  user_name: string;
  password: string;
  display_name: string;
  role: string;
  specialty?: string | null;
  departments: string[];
}

/** Empty outside demo mode. */
export async function listDemoAccounts(signal?: AbortSignal): Promise<DemoAccount[]> {
  try {
    return (await request<{ items: DemoAccount[] }>('GET', '/api/demo/accounts', undefined, signal)).items;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return [];
    throw error;
  }
}
