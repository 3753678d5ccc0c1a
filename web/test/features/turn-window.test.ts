import { act, renderHook } from '@testing-library/react';
import { expect, test } from 'vitest';
import { useTurnWindow } from '@/features/scribe/turn-window';

test('A sentence that stays pinned does not hold the transcript; another first source moves it', () => {
  const { result, rerender } = renderHook(({ wanted }) => useTurnWindow(1000, wanted, 100), { initialProps: { wanted: 500 as number | null } });
  expect(result.current).toMatchObject({ from: 450, to: 550 });
  act(() => result.current.moveTo(result.current.to));
  expect(result.current).toMatchObject({ from: 500, to: 600 });
  act(() => result.current.moveTo(result.current.to));
  expect(result.current).toMatchObject({ from: 550, to: 650 });
  rerender({ wanted: 10 });
  expect(result.current).toMatchObject({ from: 0, to: 100 });
  act(() => result.current.moveTo(900));
  rerender({ wanted: null });
  expect(result.current).toMatchObject({ from: 850, to: 950 });
  rerender({ wanted: 10 });
  expect(result.current).toMatchObject({ from: 0, to: 100 });
});
