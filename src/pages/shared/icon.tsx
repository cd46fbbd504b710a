import type { ReactNode } from 'react'

const shapes = {
  down: 'm6 9 6 6 6-6',
  right: 'm5 12.5 4.5 4.5L19 7.5',
  wrong: 'M7 7l10 10M17 7 7 17',
  handset:
    'M6.6 3.8 9 3.2a1 1 0 0 1 1.2.6l1.3 3.3a1 1 0 0 1-.3 1.1L9.4 9.7a11 11 0 0 0 4.9 4.9l1.5-1.8a1 1 0 0 1 1.1-.3l3.3 1.3a1 1 0 0 1 .6 1.2l-.6 2.4a2 2 0 0 1-2 1.5A15 15 0 0 1 5.1 5.8a2 2 0 0 1 1.5-2z',
  sound: 'M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15.5 9a4.2 4.2 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11',
  silent: 'M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM16 9.5l5 5M21 9.5l-5 5',
  keyboard:
    'M4.5 6.5h15a1.5 1.5 0 0 1 1.5 1.5v8a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 16V8a1.5 1.5 0 0 1 1.5-1.5zM7 10.5h.01M10.3 10.5h.01M13.7 10.5h.01M17 10.5h.01M8.5 14h7',
  hand: 'M9 11.5V5.5a1.5 1.5 0 0 1 3 0v5l5.2 1.1a2 2 0 0 1 1.6 2.2l-.5 3.9a3 3 0 0 1-3 2.6h-3.1a4 4 0 0 1-3-1.400l-3.6-4.2a1.3 1.3 0 0 1 1.9-1.7z',
  stop: 'M8 8h8v8H8z',
  computer:
    'M4.5 5h15A1.5 1.5 0 0 1 21 6.5v8a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 14.5v-8A1.5 1.5 0 0 1 4.5 5zM9 20h6M12 16v4',
} as const

/** A drawn sign beside words; whoever cannot see it misses nothing. */
export function Icon({ name }: { readonly name: keyof typeof shapes }): ReactNode {
  return (
    <svg className={`icon icon-${name}`} viewBox="0 0 24 24" aria-hidden="true">
      <path d={shapes[name]} />
    </svg>
  )
}
