import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { may } from '../.dependency-cruiser.ts'
import { faults } from '../src/base/faults.ts'
import { families } from '../src/telemetry/families.ts'
import { describeSettings } from '../src/config.ts'

const readme = readFileSync('README.md', 'utf8')
const pages = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...globSync('docs/**/*.md')]

test('every fault is explained, with its sentence and its exit status', () => {
  const page = readFileSync('docs/faults.md', 'utf8')
  const explained = page
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const [code] = section.split('\n')
      const sentence = /^_(.+)_/m.exec(section)?.[1]
      const exit = /Exit (\d+)/.exec(section)?.[1]
      return [code, sentence, exit === undefined ? undefined : Number(exit)]
    })
  expect(explained).toEqual(
    Object.entries(faults).map(([code, { sentence, exit }]) => [code, sentence, exit]),
  )
})

test('every metric is explained, with its labels', () => {
  const page = readFileSync('docs/metrics.md', 'utf8')
  const explained = [...page.matchAll(/^\| `(\w+)` +\|([^|]*)\|/gm)].map(
    ([, name, labels = '']) => [name, [...labels.matchAll(/`(\w+)`/g)].map(([, label]) => label)],
  )
  expect(explained).toEqual(
    Object.values(families).map(({ name, labels }) => [name, Object.keys(labels)]),
  )
})

test('every outcome of a call is explained', () => {
  const [, section = ''] = readFileSync('docs/metrics.md', 'utf8').split('## Outcomes')
  const explained = [...section.matchAll(/^- `([\w-]+)`:/gm)].map(([, outcome]) => outcome)
  expect(explained).toEqual(families.callsEnded.labels.outcome)
})

describe('the README', () => {
  const settings = rowsUnder('Settings').map(([name = '', without = '']) => [bare(name), without])

  test('lists every setting that can be set', () => {
    const names = Object.keys(describeSettings({}))
    expect(settings.map(([name = '']) => name).toSorted()).toEqual(names.toSorted())
  })

  test('says what holds where a setting is not made', () => {
    const told = Object.fromEntries(settings)
    const wrong = Object.entries(describeSettings({})).filter(
      ([name, value]) => value !== '(not set)' && name !== 'DEMO' && !told[name]?.includes(value),
    )
    expect(wrong).toEqual([])
  })

  test('says of every layer what it may import, as the walls have it', () => {
    const told = rowsUnder('How it is built').map(([folder = '', , imports = '']) => [
      bare(folder).replace('/', ''),
      imports === 'nothing' ? [] : imports === 'anything' ? 'anything' : imports.split(', '),
    ])
    const layers = globSync('src/*/').map((folder) => folder.replace(/^src\/|\/$/g, ''))
    expect(Object.fromEntries(told)).toEqual(
      Object.fromEntries(layers.map((layer) => [layer, may[layer]])),
    )
  })
})

test.each(pages)('every link of %s leads somewhere', (page) => {
  const text = readFileSync(page, 'utf8')
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)|src="([^"]+)"/g)].map(
    ([, link, picture]) => link ?? picture ?? '',
  )
  const missing = targets
    .filter((target) => !/^(https?:|#)/.test(target))
    .map((target) => join(dirname(page), target.replace(/#.*/, '')))
    .filter((path) => !existsSync(path))
  expect(missing).toEqual([])
})

test('every decision is in the list of decisions, under its own number', () => {
  const list = readFileSync('docs/decisions/README.md', 'utf8')
  const listed = [...list.matchAll(/\[(\d{4})\]\((\1-[^)]+)\)/g)].map(([, , file]) => file)
  const files = globSync('docs/decisions/[0-9]*.md').map((path) => path.replace(/^.*\//, ''))
  expect(listed).toEqual(files.toSorted())
})

/** The rows of the first table under a heading, cell by cell. */
function rowsUnder(heading: string): readonly (readonly string[])[] {
  const section = readme.split(/^## /m).find((one) => one.startsWith(`${heading}\n`)) ?? ''
  const lines = section.split('\n').filter((line) => line.startsWith('|'))
  return lines.slice(2).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
}

function bare(cell: string): string {
  return cell.replace(/[`\s]/g, '')
}
