import { expect, test } from 'vitest';
import { EventStream } from '@/lib/api/event-stream';

const read = (...parts: string[]) => {
  const stream = new EventStream();
  return parts.flatMap((part) => stream.push(part));
};

test('An event is its name and its data', () => {
  expect(read('event: section\ndata: {"key":"plan"}\n\n')).toEqual([{ name: 'section', data: '{"key":"plan"}' }]);
});

test('Wherever the pieces end, the events are the same', () => {
  const whole = '\uFEFF: hello\r\nevent: a\r\ndata: 1\r\ndata:2\r\n\r\nevent: b\ndata: é🙂\n\ndata: c\r\rid: 7\n\n';
  const wanted = [
    { name: 'a', data: '1\n2' },
    { name: 'b', data: 'é🙂' },
    { name: 'message', data: 'c' },
  ];
  expect(read(whole)).toEqual(wanted);
  expect(read(...whole.split(''))).toEqual(wanted);
  for (let at = 1; at < whole.length; at++) expect(read(whole.slice(0, at), whole.slice(at))).toEqual(wanted);
});

test('An event that the end cuts off was none', () => {
  expect(read('event: a\ndata: 1\n\nevent: b\ndata: 2\n')).toEqual([{ name: 'a', data: '1' }]);
});

test('A comment, an unknown field and an event without data say nothing', () => {
  expect(read(': still here\n\nretry: 100\n\nevent: waiting\n\n')).toEqual([]);
});
