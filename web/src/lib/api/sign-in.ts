import { request } from './http';
import type { User } from './get-me';

export function signIn(userName: string, password: string): Promise<{ expires_in: number; user: User }> {
  return request('POST', '/api/auth/login', { user_name: userName, password, session: 'cookie' });
}
