import { hexToBytes } from '@noble/hashes/utils.js'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  componentNames,
  fingerprintOf,
  presentComponents,
  sameMachine,
} from '../../src/identifiers/fingerprint.ts'
import { hardware } from './arbitraries.ts'

describe('the fingerprint of a machine', () => {
  test('says nothing of a part that is absent, blank or a placeholder', () => {
    for (const nothing of [
      '',
      ' \t',
      'None',
      'NONE',
      'To be filled by O.E.M.',
      ' To  Be Filled By O.E.M. ',
      '0',
      '00:00:00:00:00:00',
      '00000000-0000-0000-0000-000000000000',
      'Default string',
    ]) {
      expect(fingerprintOf(1, { board: nothing })).toEqual(new Uint8Array(8))
    }
    expect(fingerprintOf(1, {})).toEqual(new Uint8Array(8))
  })

  test('has a byte for each part that is there', () => {
    fc.assert(
      fc.property(
        fc.record(
          Object.fromEntries(componentNames.map((name) => [name, fc.stringMatching(/^x[a-z]+$/)])),
          { requiredKeys: [] },
        ),
        fc.nat(4095),
        (components, product) => {
          const fingerprint = fingerprintOf(product, components)
          expect([...fingerprint].map((byte) => byte !== 0)).toEqual(
            componentNames.map((name) => name in components),
          )
          expect(presentComponents(fingerprint)).toBe(Object.keys(components).length)
        },
      ),
    )
  })

  test('does not depend on white space around or between the words of a name, but on its letters', () => {
    const plain = fingerprintOf(1, { board: 'AB 12 C' })
    expect(fingerprintOf(1, { board: '  AB\t12 \n C ' })).toEqual(plain)
    expect(fingerprintOf(1, { board: 'ab 12 c' })).not.toEqual(plain)
    expect(fingerprintOf(2, { board: 'AB 12 C' })).not.toEqual(plain)
    expect(fingerprintOf(1, { machine: 'AB 12 C' })[0]).not.toBe(plain[1])
  })
})

describe('the same machine', () => {
  test('is the machine itself, and it does not matter which of two is asked about', () => {
    fc.assert(
      fc.property(hardware, hardware, (one, other) => {
        expect(sameMachine(one, one)).toBe(true)
        expect(sameMachine(one, other)).toBe(sameMachine(other, one))
      }),
    )
  })

  test('may have lost three parts of eight, but neither both disk and network nor a fourth', () => {
    const registered = hexToBytes('0102030405060708')
    expect(sameMachine(registered, hexToBytes('a1a2a30405060708'))).toBe(true)
    expect(sameMachine(registered, hexToBytes('a1a2030405060608'))).toBe(true)
    expect(sameMachine(registered, hexToBytes('a1a2a3a405060708'))).toBe(false)
    expect(sameMachine(registered, hexToBytes('01020304a506a708'))).toBe(false)
    expect(sameMachine(registered, hexToBytes('0102030400060008'))).toBe(false)
    expect(sameMachine(registered, hexToBytes('01020304a5060708'))).toBe(true)
  })

  test('without a disk or network that both know has to be the same in all', () => {
    expect(sameMachine(hexToBytes('0102030400060008'), hexToBytes('0102030400060008'))).toBe(true)
    expect(sameMachine(hexToBytes('0102030400060008'), hexToBytes('01020304000600a8'))).toBe(false)
    expect(sameMachine(hexToBytes('0102030405060008'), hexToBytes('0102030400060708'))).toBe(false)
  })
})
