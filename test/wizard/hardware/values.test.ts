import { describe, expect, test } from '@jest/globals'
import { firstOf, meaningful, together } from '../../../src/wizard/hardware/meaningful.ts'
import { memorySize } from '../../../src/wizard/hardware/memory-size.ts'
import { permanentAddress } from '../../../src/wizard/hardware/permanent-address.ts'

describe('a value', () => {
  test.each([
    'To be filled by O.E.M.',
    'TO BE FILLED BY O.E.M',
    'Default string',
    'System Product Name',
    'Not Applicable',
    'None',
    'N/A',
    '0123456789',
    '00000000-0000-0000-0000-000000000000',
    'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF',
    '03000200-0400-0500-0006-000700080009',
    '0x00000000',
    '........',
    '   ',
    '',
    undefined,
  ])('that only fills a blank is absent: %s', (value) => {
    expect(meaningful(value)).toBeUndefined()
  })

  test('is trimmed and folded, and keeps its case', () => {
    expect(meaningful('  Samsung  SSD\t860 \n')).toBe('Samsung SSD 860')
    expect(together('ASRock', 'Default string', ' B450M ')).toBe('ASRock B450M')
    expect(firstOf('None', undefined, 'S4DYNX0R')).toBe('S4DYNX0R')
  })
})

describe('memory', () => {
  const seen = {
    24684092: 24,
    16190104: 16,
    15604812: 16,
    13950000: 16,
    8052000: 8,
    12100000: 12,
    9000000: 12,
  }

  test.each(Object.entries(seen))(
    'of %s kB that are seen is %i GiB fitted',
    (kilobytes, fitted) => {
      expect(memorySize(Number(kilobytes) * 1024)).toBe(`${String(fitted * 1024)} MiB`)
    },
  )

  test('of a round size is that size', () => {
    expect(memorySize(17179869184)).toBe('16384 MiB')
    expect(memorySize(25769803776)).toBe('24576 MiB')
  })

  test('of a size that is none is absent', () => {
    expect(memorySize(Number.NaN)).toBeUndefined()
    expect(memorySize(0)).toBeUndefined()
  })
})

describe('the network address', () => {
  const of = (...addresses: readonly string[]): string | undefined =>
    permanentAddress(addresses.map((address) => ({ address, pluggable: false })))

  test('does not depend on the order of the interfaces', () => {
    expect(of('e8:6a:64:5d:22:01', 'D8-F2-CA-10-4B-7E')).toBe('d8:f2:ca:10:4b:7e')
    expect(of('D8F2CA104B7E', 'e8:6a:64:5d:22:01')).toBe('d8:f2:ca:10:4b:7e')
  })

  test('is a worldwide one rather than a local one, a built-in one rather than a dock', () => {
    expect(of('02:fc:00:00:00:01', 'e8:6a:64:5d:22:01')).toBe('e8:6a:64:5d:22:01')
    const dock = { address: '00:e0:4c:68:01:01', pluggable: true }
    const wired = { address: '52:54:00:12:34:56', pluggable: false }
    expect(permanentAddress([dock, wired])).toBe('52:54:00:12:34:56')
    expect(permanentAddress([dock])).toBe('00:e0:4c:68:01:01')
  })

  test('is never empty, a group address or half an address', () => {
    expect(
      of('00:00:00:00:00:00', 'ff:ff:ff:ff:ff:ff', '01:00:5e:00:00:01', '52:54', ''),
    ).toBeUndefined()
  })
})
