import { request } from './http';

export interface FirstAdministrator {
  token: string;
  user_name: string;
  display_name: string;
  password: string;
}

export function createFirstAdministrator(administrator: FirstAdministrator): Promise<void> {
  return request('POST', '/api/setup', administrator);
}
