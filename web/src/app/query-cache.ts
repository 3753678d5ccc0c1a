import { QueryClient } from '@tanstack/react-query';
import { ApiError } from '@/lib/api/http';

const worthAnotherTry = (error: unknown): boolean =>
  !(error instanceof ApiError) || error.status === 0 || error.status === 429 || error.status >= 500;

/** Clinical content lives here, in memory, and goes with the page or the sign-out. */
export function createCache(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        refetchOnWindowFocus: false,
        staleTime: 30_000,
        retry: (failures, error) => failures < 2 && worthAnotherTry(error),
        retryDelay: (failures) => Math.min(4000, 500 * 2 ** failures),
      },
      mutations: { networkMode: 'always' },
    },
  });
}
