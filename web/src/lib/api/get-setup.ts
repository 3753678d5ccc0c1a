import { request } from './http';

export function getSetup(signal?: AbortSignal): Promise<{ needed: boolean }> {
  return request('GET', '/api/setup', undefined, signal);
}
