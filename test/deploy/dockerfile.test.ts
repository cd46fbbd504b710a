import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'

type Instruction = { readonly word: string; readonly text: string }

/** An instruction a line; one that ends in a backslash goes on in the next. */
function instructionsOf(file: string): readonly Instruction[] {
  return file
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [, word = '', text = ''] = /^([A-Z]+) (.+)$/.exec(line) ?? []
      return { word, text }
    })
}

const all = instructionsOf(readFileSync('Dockerfile', 'utf8'))
const last = all.slice(all.findLastIndex(({ word }) => word === 'FROM'))
const texts = (word: string, of = all): readonly string[] =>
  of.filter((one) => one.word === word).map(({ text }) => text)
const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'))

describe('the Dockerfile', () => {
  test('is made of instructions that Docker knows, and begins with what it is built on', () => {
    const inBoth = ['FROM', 'WORKDIR', 'COPY', 'RUN', 'ENV', 'USER', 'VOLUME', 'EXPOSE']
    const atTheEnd = ['STOPSIGNAL', 'HEALTHCHECK', 'CMD']
    expect(all.filter(({ word }) => ![...inBoth, ...atTheEnd].includes(word))).toEqual([])
    expect(all[0]?.word).toBe('FROM')
  })

  test('runs the same Node as the tests do, to build and to serve', () => {
    const image = `node:${devDependencies.node}-slim`
    expect(texts('FROM')).toEqual([`${image} AS build`, image])
  })

  test('installs what is locked, and leaves what only the build needs behind', () => {
    expect(texts('RUN')[0]).toMatch(/^npm ci /)
    expect(texts('RUN')[1]).toMatch(/npm run build && npm prune --omit=dev/)
    const sources = texts('COPY', last).map((text) => text.split(' '))
    expect(sources.every(([from]) => from === '--from=build')).toBe(true)
  })

  test('copies what there is, or what the build makes', () => {
    const made = ['node_modules', 'dist']
    const copied = texts('COPY', last).map((text) => text.split(' ')[1]?.replace('/app/', '') ?? '')
    expect(copied.filter((path) => !made.includes(path) && !existsSync(path))).toEqual([])
    expect(copied).toEqual(expect.arrayContaining(['locales', 'voice-scripts', ...made]))
  })

  test('serves as a user without rights, who is told to stop and asked whether it lives', () => {
    const words = last.map(({ word }) => word)
    expect(texts('USER', last)).toEqual(['node'])
    expect(words.indexOf('USER')).toBeGreaterThan(words.lastIndexOf('RUN'))
    expect(texts('STOPSIGNAL', last)).toEqual(['SIGTERM'])
    expect(texts('HEALTHCHECK', last)[0]).toContain('/livez')
    // As an array: a shell between would keep the signal to itself.
    expect(JSON.parse(texts('CMD', last)[0] ?? '')).toEqual(['node', 'dist/main.js'])
  })

  test('has no secret in any layer', () => {
    expect(texts('ENV')).toEqual(['NODE_ENV=production'])
    expect(texts('ARG')).toEqual([])
    const ignored = readFileSync('.dockerignore', 'utf8').split('\n')
    const named = ignored.filter((line) => line !== '' && !line.startsWith('#'))
    // All is left out that is not named.
    expect(named[0]).toBe('*')
    const letIn = named.filter((line) => line.startsWith('!')).map((line) => line.slice(1))
    expect(letIn.filter((path) => !existsSync(path))).toEqual([])
    expect(letIn.filter((path) => /\.env|data|\.git|key|test|deploy/.test(path))).toEqual([])
    expect(named).toEqual(expect.arrayContaining(['**/.env', '**/*.key']))
  })
})
