/** Kept under the keys that public/first-paint.js reads before the first paint. */

export type TextSize = 'normal' | 'large' | 'larger';

const root = document.documentElement;

export function keptTextSize(): TextSize {
  const kept = localStorage.getItem('wardline.text-size');
  return kept === 'large' || kept === 'larger' ? kept : 'normal';
}

export function keepTextSize(size: TextSize): void {
  localStorage.setItem('wardline.text-size', size);
  root.setAttribute('data-text-size', size);
}

export function keptMotion(): boolean {
  return localStorage.getItem('wardline.motion') === 'reduce';
}

export function keepMotion(reduced: boolean): void {
  localStorage.setItem('wardline.motion', reduced ? 'reduce' : 'full');
  root.setAttribute('data-motion', reduced ? 'reduce' : 'full');
}
