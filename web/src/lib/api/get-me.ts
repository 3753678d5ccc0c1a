import { request } from './http';

export type Role = string;

export interface User {
  id: string;
  user_name: string;
  display_name: string;
  role: Role;
  specialty?: string | null;
  departments: string[];
}

export interface Me {
  user: User;
  departments: { id: string; name: string }[];
  demo: boolean;
  session: { idle_expires_at: string; expires_at: string };
}

export function getMe(signal?: AbortSignal): Promise<Me> {
  return request('GET', '/api/me', undefined, signal);
}
