import { PhoneFault } from '../phone-fault.ts'

export type RetryOn = '4xx' | '5xx' | 'ct' | 'rt' | 'all'

/** How one address is asked: Twilio's connection overrides, with its defaults and ranges. */
export type Overrides = {
  readonly connectInMs: number
  readonly responseInMs: number
  /** Retries included; never above 15 s. */
  readonly totalInMs: number
  readonly retries: number
  readonly retryOn: readonly RetryOn[]
}

const policies: readonly string[] = ['4xx', '5xx', 'ct', 'rt', 'all'] satisfies RetryOn[]

/** Reads the fragment of an address, `#rc=2&rp=ct,rt,5xx&rt=4000`; throws 11100 for what Twilio does not know. */
export function overridesOf(url: string): Overrides {
  const fragment = /#(.*)$/s.exec(url)?.[1] ?? ''
  const pairs = new Map(new URLSearchParams(fragment))
  const number = (name: string, usual: number, [least, most]: [number, number]): number => {
    const value = pairs.get(name)
    pairs.delete(name)
    if (value === undefined) return usual
    const amount = /^\d+$/.test(value) ? Number(value) : NaN
    if (amount >= least && amount <= most) return amount
    throw new PhoneFault(11100, `Connection override ${name} is out of range`)
  }

  const overrides = {
    connectInMs: number('ct', 5000, [100, 10_000]),
    responseInMs: number('rt', 15_000, [100, 15_000]),
    totalInMs: number('tt', 15_000, [100, 15_000]),
    retries: number('rc', 1, [0, 5]),
    retryOn: (pairs.get('rp') ?? 'ct').split(',').map(policy),
  }
  for (const name of ['rp', 'sni', 'e']) pairs.delete(name)
  const [strange] = pairs.keys()
  if (strange !== undefined)
    throw new PhoneFault(11100, `There is no connection override ${strange}`)
  return overrides
}

function policy(value: string): RetryOn {
  if (isPolicy(value)) return value
  throw new PhoneFault(11100, 'Connection override rp names no policy')
}

function isPolicy(value: string): value is RetryOn {
  return policies.includes(value)
}
