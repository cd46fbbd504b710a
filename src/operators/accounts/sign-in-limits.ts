import { type Count, type CountingDeps, createCounting, type Tally } from '../../calls/counting.ts'
import type { Book } from '../../calls/limits-policy.ts'
import type { OperatorId } from '../../base/operator.ts'

/** Who tries to be whom. */
export type Trier = {
  /** As it was written, in small letters: it need be nobody's. */
  readonly email: string
  readonly address: string
  /** Where the device is one that this operator has signed in on. */
  readonly device: string | undefined
}

export type Try = {
  /** 0: it may be made. */
  readonly waitInMs: number
  /** The first of those that are turned away. */
  readonly isFirstTooMany: boolean
  /** It was right: it counts no more. */
  readonly takeBack: () => Promise<void>
}

/**
 * Slows whoever tries. On a device that is known only its own tries count; elsewhere those of the name from this address,
 * and all from this address. A name alone is never counted, so nobody locks out a colleague.
 */
export type SignInLimits = {
  readonly count: (who: Trier) => Promise<Try>
  /** A code on a device that is not known, after the right password: somebody may know that who should not. */
  readonly countCode: (operator: OperatorId) => Promise<Try>
  /** What has no name yet: an invitation, or somebody who comes back from an organisation. */
  readonly countAddress: (address: string) => Promise<Try>
}

/** Of each book, how many before the next has to wait. Many share an address; each slips a few times. */
const free = {
  'sign-ins-on-device': 10,
  'sign-ins-from-address': 5,
  'sign-ins-of-address': 50,
  'codes-of-operator': 10,
} as const satisfies Partial<Record<Book, number>>

type SignInBook = keyof typeof free

export function createSignInLimits(deps: CountingDeps): SignInLimits {
  const count = createCounting(deps)
  return {
    count: ({ email, address, device }) =>
      countAll(
        count,
        device === undefined
          ? [
              ['sign-ins-from-address', `${address} ${email}`],
              ['sign-ins-of-address', address],
            ]
          : [['sign-ins-on-device', device]],
      ),
    countCode: (operator) => countAll(count, [['codes-of-operator', operator]]),
    countAddress: (address) => countAll(count, [['sign-ins-of-address', address]]),
  }
}

/** Counts first and looks afterwards: of many at once no more pass than of many in a row. */
async function countAll(
  count: Count,
  names: readonly (readonly [SignInBook, string])[],
): Promise<Try> {
  const tallies = await Promise.all(
    names.map(async ([book, name]) => ({ book, ...(await count('add', book, name)) })),
  )
  return {
    waitInMs: Math.max(...tallies.map(waitOf)),
    isFirstTooMany: tallies.some((one) => one.count === free[one.book] + 1),
    takeBack: async () => {
      await Promise.all(names.map(([book, name]) => count('takeBack', book, name)))
    },
  }
}

function waitOf({ book, count, forgottenInMs }: Tally & { readonly book: SignInBook }): number {
  return count > free[book] ? forgottenInMs : 0
}
