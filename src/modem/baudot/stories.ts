import type { Heard } from '../mode.ts'
import { codeTable, shifts } from './code-table.ts'
import { decode, firstShift, type Shift } from './decode.ts'
import { surpriseAfter } from './letter-pairs.ts'
import type { Reading } from './signal/frame.ts'

/**
 * What was typed, where bits were lost: each reading of a doubtful code begins a story of its own, with the shift it
 * leaves, and what comes after it says which was likelier. A code of which nobody doubts anything has one reading, and
 * is given at once.
 */
export type Stories = {
  readonly push: (code: Doubtful) => readonly Heard[]
  /** What has waited long enough. */
  readonly settle: (nowMs: number) => readonly Heard[]
}

export type Doubtful = {
  /** The likeliest first. */
  readonly readings: readonly Reading[]
  readonly isSure: boolean
  readonly isGarbled: boolean
  /** Perhaps nothing was typed at all. */
  readonly mayBeNone: boolean
  readonly confidence: number
  readonly atMs: number
}

type Story = {
  readonly shift: Shift
  readonly before: string
  readonly against: number
  readonly pieces: readonly Piece[]
}

/** A code that waits; nothing is heard of a shift. */
type Piece = { readonly code: number; readonly atMs: number; readonly heard: readonly Heard[] }

const most = 8
/** In nats: what is so much less likely than the best is forgotten. */
const hopeless = 8
const longest = 8
const longestMs = 3500

export function createStories(): Stories {
  let stories: readonly Story[] = [{ shift: firstShift, before: ' ', against: 0, pieces: [] }]

  const settle = (isOver: (piece: Piece, waiting: number) => boolean): readonly Heard[] => {
    const settled: Heard[] = []
    for (;;) {
      const [best] = stories
      const [piece] = best?.pieces ?? []
      if (best === undefined || piece === undefined) return settled
      const isAgreed = stories.every(({ pieces }) => pieces[0]?.code === piece.code)
      if (!isAgreed && !isOver(piece, best.pieces.length)) return settled
      settled.push(...piece.heard)
      stories = stories
        .filter(({ pieces }) => pieces[0]?.code === piece.code)
        .map((story) => ({ ...story, pieces: story.pieces.slice(1) }))
    }
  }

  return {
    push: (doubtful) => {
      const told = stories.flatMap((story) => [
        ...doubtful.readings.map((reading) => tell(story, reading, doubtful)),
        ...(doubtful.mayBeNone ? [withNothing(story, doubtful)] : []),
      ])
      stories = likeliest(told)
      return settle((_, waiting) => waiting > longest)
    },
    settle: (nowMs) => settle(({ atMs }) => nowMs - atMs > longestMs),
  }
}

function tell(story: Story, { code, against }: Reading, doubtful: Doubtful): Story {
  const { isSure, isGarbled, confidence, atMs } = doubtful
  const { shift, read } = decode(story.shift, code, isSure)
  const heard: readonly Heard[] = isGarbled
    ? [{ kind: 'garble', atMs }]
    : read === undefined
      ? []
      : [{ kind: 'character', ...read, confidence, atMs }]
  return {
    shift,
    before: read?.text ?? story.before,
    against: story.against + against + surprise(story, code),
    pieces: [...story.pieces, { code, atMs, heard }],
  }
}

function withNothing(story: Story, { atMs }: Doubtful): Story {
  return { ...story, pieces: [...story.pieces, { code: nothing, atMs, heard: [] }] }
}

const nothing = -1

/** Of those that go on alike only the best, the best first. */
function likeliest(told: readonly Story[]): readonly Story[] {
  const best = new Map<string, Story>()
  for (const story of told.toSorted((a, b) => a.against - b.against)) {
    const goesOn = `${story.shift.inFigures}${story.before}`
    if (!best.has(goesOn)) best.set(goesOn, story)
  }
  const [first] = best.values()
  const least = first?.against ?? 0
  return [...best.values()]
    .filter(({ against }) => against < least + hopeless)
    .slice(0, most)
    .map((story) => ({ ...story, against: story.against - least }))
}

/** In nats: how little one would expect a code here. */
function surprise({ shift: { inFigures }, before }: Story, code: number): number {
  const { letter = '', figure = '' } = codeTable[code] ?? {}
  if (code === shifts.figures) return inFigures ? 4 : before === ' ' ? 2 : 3.5
  if (code === shifts.letters) return inFigures ? 1.6 : 5
  if (letter === figure && letter !== ' ') return 5
  if (!inFigures) return surpriseAfter(before, letter)
  if (/[0-9]/.test(figure)) return 2.9
  if (figure === ' ') return 2
  return /[,.-]/.test(figure) ? 3.5 : 6
}
