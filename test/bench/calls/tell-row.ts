import {
  isWithoutQuestion,
  play,
  rows,
  type gaps,
  type Called,
  type Played,
  type Row,
} from './play.ts'

export type Told = {
  readonly calls: number
  readonly withoutQuestion: number
  /** The same among calls in which no group was left out. */
  readonly noneLeftOut: { readonly calls: number; readonly withoutQuestion: number }
  /** Groups keyed again in a call that was asked, on average; NaN where none was. */
  readonly groupsAgain: number
  readonly lostKeys: number
  /** Calls that ended otherwise than confirmed, and answers that were not the machine's. */
  readonly notConfirmed: number
  readonly wrong: number
  /** How often a prompt was the first question. */
  readonly first: ReadonlyMap<string, number>
  readonly asked: readonly Played[]
}

/** Plays a row, a few calls at a time. */
export async function playRow(
  called: Called,
  row: Row,
  options: { readonly calls: number; readonly gapInMs: number; readonly seed: number },
): Promise<Told> {
  const { calls, gapInMs, seed } = options
  const played: Played[] = []
  let next = 0
  const lane = async (): Promise<void> => {
    while (next < calls) {
      next += 1
      played.push(await play(called, row, { seed: seed + next, gapInMs }))
    }
  }
  await Promise.all(Array.from({ length: atATime }, lane))
  return toldOf(played)
}

/** The first of a million seeds that are a row's own, half of them for calls without a gap. */
export function firstSeedOf(row: Row, gap: keyof typeof gaps): number {
  return (rows.indexOf(row) + 1) * seedsOfRow + (gap === 'none' ? seedsOfRow / 2 : 0)
}

/** Whose seed it is. */
export function rowOf(seed: number): { readonly row: Row; readonly gap: keyof typeof gaps } {
  const row = rows[Math.floor(seed / seedsOfRow) - 1]
  if (row === undefined) throw new Error(`no row has the seed ${seed}`)
  return { row, gap: seed % seedsOfRow > seedsOfRow / 2 ? 'none' : 'usual' }
}

const seedsOfRow = 1_000_000
const atATime = 4

function toldOf(played: readonly Played[]): Told {
  const asked = played.filter((one) => !isWithoutQuestion(one)).toSorted((a, b) => a.seed - b.seed)
  const withQuestions = asked.filter(({ prompts }) => prompts.length > 0)
  const noneLeftOut = played.filter(({ isLeftOut }) => !isLeftOut)
  const first = new Map<string, number>()
  for (const { prompts } of withQuestions) {
    const [prompt = ''] = prompts
    first.set(prompt, (first.get(prompt) ?? 0) + 1)
  }
  const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)
  return {
    calls: played.length,
    withoutQuestion: played.length - asked.length,
    noneLeftOut: {
      calls: noneLeftOut.length,
      withoutQuestion: noneLeftOut.filter(isWithoutQuestion).length,
    },
    groupsAgain: sum(withQuestions.map((one) => one.groupsAgain)) / withQuestions.length,
    lostKeys: played.filter(({ lostKeys }) => lostKeys > 0).length,
    notConfirmed: played.filter(({ outcome }) => outcome !== 'confirmed').length,
    wrong: played.filter(({ outcome }) => outcome === 'wrong').length,
    first,
    asked,
  }
}
