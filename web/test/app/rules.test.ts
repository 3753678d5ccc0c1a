import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const source = join(root, 'src');

const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((path) => /\.tsx?$/.test(path));

/** Where each import of a file leads, relative to src; packages are left out. */
function imports(path: string): string[] {
  const text = readFileSync(join(source, path), 'utf8');
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].flatMap(([, to = '']) => {
    if (to.startsWith('@/')) return [to.slice(2)];
    return to.startsWith('.') ? [normalize(join(dirname(path), to))] : [];
  });
}

const edges = files.flatMap((from) => imports(from).map((to) => ({ from, to })));
const breaking = (rule: (from: string, to: string) => boolean) =>
  edges.filter(({ from, to }) => rule(from, to)).map(({ from, to }) => `${from} -> ${to}`);
const featureOf = (path: string) => /^features\/([^/]+)/.exec(path)?.[1];

test('The rules see the imports they judge', () => {
  expect(edges.length).toBeGreaterThan(150);
  expect(edges).toContainEqual({ from: 'features/chats/ChatsScreen.tsx', to: 'features/chats/ChatList' });
});

test('No feature imports another', () => {
  expect(breaking((from, to) => featureOf(from) !== undefined && featureOf(to) !== undefined && featureOf(from) !== featureOf(to))).toEqual([]);
});

test('Only the app knows the features', () => {
  expect(breaking((from, to) => featureOf(to) !== undefined && featureOf(from) === undefined && !from.startsWith('app/'))).toEqual([]);
});

test('Features, components and lib do not know the app', () => {
  expect(breaking((from, to) => to.startsWith('app/') && !from.startsWith('app/') && from !== 'main.tsx')).toEqual([]);
});

test('lib does not know components', () => {
  expect(breaking((from, to) => from.startsWith('lib/') && to.startsWith('components/'))).toEqual([]);
});

test('The sync core is free of frameworks and of the rest of the app', () => {
  expect(breaking((from, to) => from.startsWith('lib/realtime/') && !to.startsWith('lib/realtime/'))).toEqual([]);
  const packages = files
    .filter((path) => path.startsWith('lib/realtime/'))
    .flatMap((path) => [...readFileSync(join(source, path), 'utf8').matchAll(/from '([^.@'][^']*)'/g)].map((match) => match[1]));
  expect([...new Set(packages)].sort()).toEqual(['dexie', 'socket.io-client']);
});

test('There are no barrels', () => {
  expect(files.filter((path) => /(^|\/)index\.tsx?$/.test(path))).toEqual([]);
  const reexports = files.filter((path) => /^export (\*|\{[^}]*\}) from/m.test(readFileSync(join(source, path), 'utf8')));
  expect(reexports).toEqual([]);
});

test('The page carries no inline script or style, which the content security policy forbids', () => {
  const html = readFileSync(join(root, 'index.html'), 'utf8');
  expect(html.match(/<script(?![^>]*\bsrc=)[^>]*>/g)).toBeNull();
  expect(html.match(/<style|\sstyle=|\son\w+=/g)).toBeNull();
});

test('Model and people’s text is never put in as HTML', () => {
  const raw = files.filter((path) => /dangerouslySetInnerHTML|\.innerHTML|insertAdjacentHTML/.test(readFileSync(join(source, path), 'utf8')));
  expect(raw).toEqual([]);
});
