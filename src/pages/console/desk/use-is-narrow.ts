import { useSyncExternalStore } from 'react'

/** The page is so narrow, or shown so large, that its parts stand one below the other: `desk.css` has the same width. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => narrow().matches)
}

function subscribe(listener: () => void): () => void {
  const query = narrow()
  query.addEventListener('change', listener)
  return () => query.removeEventListener('change', listener)
}

function narrow(): MediaQueryList {
  return matchMedia('(max-width: 56rem)')
}
