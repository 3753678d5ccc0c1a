import { QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError } from '@/lib/api/http';

const worthAnotherTry = (error: unknown): boolean =>
  !(error instanceof ApiError) || error.status === 0 || error.status === 429 || error.status >= 500;

/** Clinical content lives here, in memory, and goes with the page or the sign-out. */
export function createCache(): QueryClient {
  const cache: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        // Any answer may be the one that says the session is over; the shell then asks who is here and leads to the sign-in.
        const over = error instanceof ApiError && error.status === 401 && query.queryKey[0] !== 'me';
        if (over) void cache.resetQueries({ queryKey: ['me'] });
      },
    }),
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
  return cache;
}
