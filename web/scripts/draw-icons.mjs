// Draws the product's icons: the mark as SVG, and the PNG sizes that installing asks for, by the Chromium on this machine.
// Run by hand when the mark changes: CHROMIUM=/usr/bin/chromium npm run icons
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../public/icons');
mkdirSync(folder, { recursive: true });

const line = (stroke) =>
  `<path d="M4 23h9l8 24 11-24 11 24 8-24" fill="none" stroke="${stroke}" stroke-width="5.5" stroke-linecap="round" stroke-linejoin="round"/><circle cx="58" cy="23" r="4.500" fill="#8fe0d6"/>`;
const svg = (radius, scale) => {
  const move = 32 - 32 * scale;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="${radius}" fill="#0b5a60"/><g transform="translate(${move} ${move - 1.5 * scale}) scale(${scale})">${line('#ffffff')}</g></svg>\n`;
};

writeFileSync(join(folder, 'mark.svg'), svg(14, 0.78));

const work = mkdtempSync(join(tmpdir(), 'icons-'));
for (const [name, size, radius, scale] of [
  ['icon-180.png', 180, 0, 0.74],
  ['icon-192.png', 192, 14, 0.78],
  ['icon-512.png', 512, 14, 0.78],
  ['icon-maskable-512.png', 512, 0, 0.6],
]) {
  const page = join(work, `${name}.html`);
  writeFileSync(page, `<style>*{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg(radius, scale)}`);
  execFileSync(process.env.CHROMIUM ?? 'chromium', [
    '--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--default-background-color=00000000',
    `--window-size=${size},${size}`, `--screenshot=${join(folder, name)}`, `file://${page}`,
  ], { stdio: 'ignore' });
}
