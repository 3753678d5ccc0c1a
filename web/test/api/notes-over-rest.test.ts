import { afterEach, expect, test, vi } from 'vitest';
import { ApiError } from '@/lib/api/http';
import { notesOverRest } from '@/lib/api/notes-over-rest';

afterEach(() => vi.unstubAllGlobals());

const answering = (answers: Record<string, () => Response>) => {
  const asked: string[] = [];
  vi.stubGlobal('fetch', (path: string, { method }: RequestInit) => {
    asked.push(`${method} ${path}`);
    return Promise.resolve(answers[path.split('?')[0]!]!());
  });
  return asked;
};

test.each([
  [503, 'try_later', true],
  [503, 'unavailable', true],
  [502, 'http_502', true],
  [504, 'http_504', true],
  [429, 'rate_limited', true],
  [500, 'http_500', false],
  [413, 'transcript_too_long', false],
])('A transcript that is refused with %i %s is sent again: %s', (status, code, retryable) => {
  expect(notesOverRest.refusal(new ApiError(status, code))).toMatchObject({ code, retryable });
});

test('Without an answer nothing is refused', () => {
  expect(notesOverRest.refusal(new ApiError(0, 'network'))).toBeNull();
});

test('A note that is not in the list yet is not opened', async () => {
  const asked = answering({ '/api/scribe/notes': () => Response.json({ items: [{ id: 'other' }] }) });
  expect(await notesOverRest.fetchNote('n1')).toBeNull();
  expect(asked).toEqual(['GET /api/scribe/notes?limit=20']);
});

test('A note that is there is fetched whole', async () => {
  answering({
    '/api/scribe/notes': () => Response.json({ items: [{ id: 'n1' }] }),
    '/api/scribe/notes/n1': () => Response.json({ id: 'n1', turns: [] }),
  });
  expect(await notesOverRest.fetchNote('n1')).toEqual({ id: 'n1', turns: [] });
});

test('A note that is gone already counts as deleted', async () => {
  answering({ '/api/scribe/notes/n1': () => Response.json({ code: 'not_found' }, { status: 404 }) });
  await expect(notesOverRest.deleteNote('n1')).resolves.toBeUndefined();
});
