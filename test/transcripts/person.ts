/** What a person does with a caller, as a transcript tells it. */
import type { ActivationCore } from '../../src/base/activation.ts'
import type { Country } from '../../src/base/brand.ts'
import type { People } from '../../src/calls/people.ts'
import type { Persons } from '../../src/channels/voice/person-routes.ts'
import type { Came } from '../../src/dialogue/input.ts'
import { caseNumber } from '../support/talk.ts'
import type { Shown } from './computers.ts'

export type Meeting = {
  /** How it went, from what the caller is said to do; nothing where that is no meeting with a person. */
  readonly cameOf: (action: string) => Promise<Came | undefined>
}

const simply: Readonly<Record<string, Came>> = {
  '(speaks with a person, and is sent back)': { kind: 'returned' },
  '(speaks with a person, and is helped)': { kind: 'helped' },
  '(would be called back)': { kind: 'callback' },
  '(nobody comes)': { kind: 'nobody' },
}

const withAnswer = '(speaks with a person, and is sent back with the answer)'

export function meetingOf(
  core: Pick<ActivationCore, 'activate'>,
  { shown, country }: { readonly shown: readonly Shown[]; readonly country: string },
): Meeting {
  return {
    cameOf: async (action) => {
      const [computer] = shown
      if (action !== withAnswer || computer === undefined) return simply[action]
      const { installationId } = computer
      const request = { installationId, licences: [], country: country as Country, caseNumber }
      const confirmed = await core.activate(request)
      if (confirmed.kind !== 'confirmed') throw new Error(`it is refused: ${confirmed.reason}`)
      return { kind: 'returned', confirmed }
    },
  }
}

/** People of a line who do what a test says. */
export type Actors = {
  readonly people: People
  readonly persons: Persons
  isThere: boolean
  came: Came
}

export function createActors(): Actors {
  const actors: Actors = {
    isThere: false,
    came: { kind: 'back' },
    people: {
      seek: async () => (actors.isThere ? 'waits' : 'nobody'),
      callBack: async () => 'refused',
      came: async () => actors.came,
      calledBack: async () => undefined,
      left: async () => undefined,
    },
    persons: {
      waiting: { standing: async () => undefined, wish: async () => 'refused' },
      legs: {
        caller: async () => undefined,
        seat: async () => undefined,
        answered: async () => undefined,
        happened: async () => {},
      },
    },
  }
  return actors
}
