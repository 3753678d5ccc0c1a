import { queryOptions } from '@tanstack/react-query';
import { getMe } from '../api/get-me';

export const meQuery = queryOptions({ queryKey: ['me'], queryFn: ({ signal }) => getMe(signal), staleTime: Infinity });
