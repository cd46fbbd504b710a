import { describe, expect, test } from '@jest/globals'
import { mergeBoxes, mergeNotes } from '../../src/pages/console/contact/merge-drafts.ts'
import { plainText } from '../../src/pages/console/contact/plain-text.ts'

describe('what two windows typed into the boxes', () => {
  const base = ['1', '', '']

  test('is brought together where they typed into different ones', () => {
    const merged = mergeBoxes({ base, mine: ['1', '2', ''], theirs: ['1', '', '3'] })
    expect(merged).toEqual({ value: ['1', '2', '3'] })
  })

  test('stands as it was kept first where they typed into the same, and the other is told', () => {
    const merged = mergeBoxes({ base, mine: ['1', '2', ''], theirs: ['1', '9', ''] })
    expect(merged).toEqual({ value: ['1', '9', ''], gaveWay: ['', '2', ''] })
  })

  test('is told of nothing where both typed the same', () => {
    const both = ['1', '2', '']
    expect(mergeBoxes({ base, mine: both, theirs: both })).toEqual({ value: both })
  })
})

describe('a note that two windows write', () => {
  test('has both where both wrote, and one where one did', () => {
    const base = 'new board'
    expect(mergeNotes({ base, mine: 'mine', theirs: 'theirs' }).value).toBe('theirs\nmine')
    expect(mergeNotes({ base, mine: base, theirs: 'theirs' }).value).toBe('theirs')
    expect(mergeNotes({ base, mine: 'mine', theirs: base }).value).toBe('mine')
  })
})

test('signs that nobody sees are left out of what is written, and its lines stay', () => {
  expect(plainText('one\r\ntwo\tthree\u0007\u200B!')).toBe('one\ntwo three!')
})
