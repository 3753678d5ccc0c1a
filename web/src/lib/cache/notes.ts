import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { getNote } from '../api/get-note';
import { listDemoConsultations } from '../api/list-demo-consultations';
import { listNotes } from '../api/list-notes';

/** One's own drafts, newest first. The feed says when there is another one. */
export const notesQuery = infiniteQueryOptions({
  queryKey: ['notes'],
  queryFn: ({ pageParam, signal }) => listNotes(pageParam, signal),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.next ?? undefined,
});

/** A finished note does not change. */
export const noteQuery = (id: string) =>
  queryOptions({ queryKey: ['note', id], queryFn: ({ signal }) => getNote(id, signal), staleTime: Infinity });

export const demoConsultationsQuery = queryOptions({
  queryKey: ['demo', 'consultations'],
  queryFn: ({ signal }) => listDemoConsultations(signal),
  staleTime: Infinity,
});
