import { PhoneFault } from '../phone-fault.ts'
import type { Element } from './xml.ts'

/** Reads an element's attributes; each reader throws the given Twilio code for a value out of range. */
export type Attributes = {
  readonly text: (name: string) => string | undefined
  readonly choice: <T extends string>(name: string, of: readonly [T, ...T[]], code: number) => T
  readonly integer: (name: string, range: Range) => number
  readonly flag: (name: string, usual: boolean, code: number) => boolean
}

export type Range = {
  readonly usual: number
  readonly least: number
  readonly most?: number
  readonly code: number
}

/** The readers of an element that may carry these attributes and no others; names are case-sensitive (12200). */
export function attributesOf(element: Element, names: readonly string[]): Attributes {
  const strange = Object.keys(element.attributes).find((name) => !names.includes(name))
  if (strange !== undefined) {
    throw new PhoneFault(12200, `${element.name} has no attribute ${strange}`)
  }
  const text = (name: string): string | undefined => element.attributes[name]
  const refuse = (name: string, code: number): never => {
    throw new PhoneFault(code, `${element.name}: invalid ${name} value`)
  }

  return {
    text,
    choice: (name, of, code) => {
      const value = text(name)
      if (value === undefined) return of[0]
      return of.find((one) => one === value) ?? refuse(name, code)
    },
    integer: (name, { usual, least, most = Infinity, code }) => {
      const value = text(name)
      if (value === undefined) return usual
      const number = /^\d{1,9}$/.test(value) ? Number(value) : -1
      return number >= least && number <= most ? number : refuse(name, code)
    },
    flag: (name, usual, code) => {
      const value = text(name)
      if (value === undefined) return usual
      if (value !== 'true' && value !== 'false') return refuse(name, code)
      return value === 'true'
    },
  }
}

/** `method`, in capitals; POST unless the element says GET. */
export function methodOf(attributes: Attributes, code: number, name = 'method'): 'GET' | 'POST' {
  return attributes.choice(name, ['POST', 'GET'], code)
}

/** A value that may be left out, as a property to be spread. */
export function optional<K extends string>(
  name: K,
  value: string | undefined,
): { readonly [P in K]?: string } {
  const present: { [P in K]?: string } = {}
  if (value !== undefined && value !== '') present[name] = value
  return present
}
