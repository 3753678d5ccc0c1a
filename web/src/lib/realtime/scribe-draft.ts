import type { NoteLayout, ScribeNote, Tier, WriteNote } from './note-wire';

/** Who a note is about, as far as it takes to recognise them without a network. */
export interface NotePatient {
  id: string;
  family_name: string;
  given_name: string;
  birth_date: string;
  mrn: string;
}

export interface ScribeInput {
  /** The transcript: pasted words, or the content of the file. */
  text: string;
  /** Where the text came from, when it is too long to edit or is no plain text. */
  file?: { name: string; whisperx: boolean };
  layout: NoteLayout;
  /** The tier to ask first; without it the best there is. */
  prefer?: Tier;
  patient?: NotePatient;
}

/** What one person has in hand on this device: one transcript, and the note that was asked for or made of it. */
export interface ScribeDraft extends ScribeInput {
  user_id: string;
  /** Of the note that was asked for and has not been seen finished. */
  client_id?: string;
  /** Of the same note, once the server has named it. */
  note_id?: string;
  /** The finished note as it was last seen, to read without a network. */
  note?: ScribeNote;
  /** When its words were put in, in milliseconds since 1970. */
  edited_at?: number;
  /** Milliseconds since 1970. */
  written_at: number;
}

/** A note that must not come to be, until the server has heard so. */
export interface PendingCancel {
  client_id: string;
  user_id: string;
  /** Its name, once the server has said it. */
  id?: string;
  /** What was asked for, while it has no name. */
  request?: WriteNote;
}

export const blankInput: ScribeInput = { text: '', layout: 'soap' };
