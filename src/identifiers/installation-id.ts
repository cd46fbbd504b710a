import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import type { InstallationId } from '../base/brand.ts'
import { bitsOf, bytesOf, packBits, valueOf } from './bit-fields.ts'
import { readGroups, showGroups } from './digit-groups.ts'

/** 1 asks for a confirmation ID, 2 (a release ID) gives this machine's activation back. */
export type InstallationVersion = 1 | 2

/** What an installation ID says; that its proof is the key's is for a prover to say. */
export type Installation = {
  readonly kind: 'installation'
  readonly version: InstallationVersion
  readonly product: number
  readonly serial: number
  /** The fingerprint, 8 bytes. */
  readonly hardware: Uint8Array
  /** The whole value, 23 bytes: what is proved and what a confirmation ID signs. */
  readonly payload: Uint8Array
  readonly id: InstallationId
}

export type ParsedInstallation =
  | Installation
  | { readonly kind: 'refused'; readonly reason: 'check-digit'; readonly group: number }
  | { readonly kind: 'refused'; readonly reason: 'out-of-range' | 'unknown-version' }

export type InstallationFields = {
  readonly product: number
  readonly serial: number
  readonly secret: Uint8Array
  readonly hardware: Uint8Array
  readonly version?: InstallationVersion
}

export type Prover = {
  /** Whether the payload's proof was made with this key, compared in constant time. */
  proves(payload: Uint8Array): boolean
  /** The proof, 70 bits, of an ID's first 109, its head. */
  proofOf(head: bigint): bigint
}

/** Writes an installation ID, or with version 2 a release ID; throws a RangeError for numbers that no key has. */
export function makeInstallationId(fields: InstallationFields): InstallationId {
  const { product, serial, secret, hardware, version = 1 } = fields
  const stated = packBits([
    [3, version],
    [12, product],
    [30, serial],
    [64, valueOf(hardware)],
  ])
  const proof = createProver(secret).proofOf(stated)
  return showGroups((stated << 70n) | proof, 9) as InstallationId
}

/** Reads nine groups as a caller has them; the refusals come in the order of the format. */
export function parseInstallationId(groups: readonly string[]): ParsedInstallation {
  const read = readGroups(groups, 9)
  if (read.kind === 'refused') return read
  const { value } = read
  if (value >> 179n !== 0n) return { kind: 'refused', reason: 'out-of-range' }
  const version = Number(value >> 176n)
  if (version !== 1 && version !== 2) return { kind: 'refused', reason: 'unknown-version' }
  return {
    kind: 'installation',
    version,
    product: Number(bitsOf(value, 12, 164)),
    serial: Number(bitsOf(value, 30, 134)),
    hardware: bytesOf(bitsOf(value, 64, 70), 8),
    payload: bytesOf(value, 23),
    id: [...groups] as readonly string[] as InstallationId,
  }
}

/** Keeps one product key's HMAC state, so that a proof costs two compressions. */
export function createProver(secret: Uint8Array): Prover {
  const proof = createProof(secret)
  return {
    proves(payload) {
      if (payload.length !== 23) return false
      const right = proof(payload)
      let difference = (right[0] ?? 0) ^ ((payload[14] ?? 0) & 63)
      for (let i = 1; i < 9; i += 1) difference |= (right[i] ?? 0) ^ (payload[14 + i] ?? 0)
      return difference === 0
    },
    proofOf: (head) => valueOf(proof(bytesOf(head << 70n, 23))),
  }
}

const prefix = utf8ToBytes('activation-line/installation-id/v1\0')

/** The proof of a payload's first 109 bits, 70 bits as 9 bytes; the same array every time. */
function createProof(secret: Uint8Array): (payload: Uint8Array) => Uint8Array {
  if (secret.length !== 8) throw new RangeError('a key secret has 8 bytes')
  const keyed = hmac.create(sha256, secret)
  const work = keyed.clone()
  const message = new Uint8Array(prefix.length + 14)
  message.set(prefix)
  const mac = new Uint8Array(32)
  const proof = new Uint8Array(9)
  return (payload) => {
    shiftInto(message, prefix.length, payload)
    keyed._cloneInto(work).update(message).digestInto(mac)
    proof[0] = (mac[0] ?? 0) >> 2
    for (let i = 1; i < 9; i += 1) proof[i] = ((mac[i - 1] ?? 0) << 6) | ((mac[i] ?? 0) >> 2)
    return proof
  }
}

/** The payload's bits 5 to 113, the 109 that are proved, stand two bits further left in 14 bytes of their own. */
function shiftInto(message: Uint8Array, at: number, payload: Uint8Array): void {
  for (let i = 0; i < 14; i += 1) {
    message[at + i] = ((payload[i] ?? 0) << 2) | ((payload[i + 1] ?? 0) >> 6)
  }
}
