import { noteEvent } from '../realtime/note-wire';
import type { NoteStream } from '../realtime/scribe';
import { EventStream } from './event-stream';
import { ApiError, refusal } from './http';

/** A note as it is written, over REST. Ending the request by its signal ends the work. */
export const streamNote: NoteStream = async (body, heard, signal) => {
  let response: Response;
  try {
    response = await fetch('/api/scribe/notes', {
      method: 'POST',
      credentials: 'same-origin',
      cache: 'no-store',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify(body),
      signal,
    });
  } catch {
    throw new ApiError(0, 'network');
  }
  if (!response.ok) throw await refusal(response);
  if (!response.body) throw new ApiError(0, 'network');
  const events = new EventStream();
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw new ApiError(0, 'network');
    });
    if (done) return;
    for (const { name, data } of events.push(decoder.decode(value, { stream: true }))) {
      const event = noteEvent(name, JSON.parse(data));
      if (event) heard(event);
    }
  }
};
