import { Fault } from '../base/faults.ts'
import { createSecrets, type Secrets } from '../identifiers/secrets.ts'
import type { Product } from './ledger.ts'

/**
 * The master keys that are loaded: the first makes new products and keeps the audit, the others are there for
 * products that they made.
 */
export type Keyring = {
  readonly first: Secrets
  /** The secrets of the master key with this check value. */
  readonly of: (keyCheck: string) => Secrets | undefined
}

/** Takes one master key or more, 32 bytes each. */
export function createKeyring(masterKeys: readonly Uint8Array[]): Keyring {
  const secrets = masterKeys.map((masterKey) => createSecrets(masterKey))
  const [first] = secrets
  if (first === undefined) throw new RangeError('a keyring has a master key')
  const byCheck = new Map(secrets.map((one) => [one.keyCheck(), one]))
  return { first, of: (keyCheck) => byCheck.get(keyCheck) }
}

/** The secrets with which this product was made; throws the fault `master-key-wrong` where they are not loaded. */
export function secretsOf(
  keyring: Keyring,
  { number, keyCheck }: Pick<Product, 'number' | 'keyCheck'>,
): Secrets {
  const secrets = keyring.of(keyCheck)
  if (secrets !== undefined) return secrets
  throw new Fault(
    'master-key-wrong',
    `Product ${number} was made with the master key whose check value is ${keyCheck}; load that one too.`,
  )
}
