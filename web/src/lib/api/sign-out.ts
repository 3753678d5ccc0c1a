import { request } from './http';

export function signOut(): Promise<void> {
  return request('POST', '/api/auth/logout');
}
