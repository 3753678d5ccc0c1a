import type { NoteSection } from '@/lib/realtime/note-wire';

export function sectionText({ title, sentences }: NoteSection): string {
  return `${title.toLocaleUpperCase()}\n\n${sentences.map((sentence) => sentence.text).join('\n')}`;
}

/** Says nothing about whom the note is about: names of files travel further than their content. */
export function fileName(createdAt: string): string {
  const date = new Date(createdAt);
  const two = (value: number) => String(value).padStart(2, '0');
  return `note-${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}.txt`;
}
