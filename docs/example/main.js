/** A program that runs when it is licensed, and else asks to be activated by telephone. */
import { homedir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { blockLetters, checkBlock } from 'activation-line-wizard'
import { readComponents } from 'activation-line-wizard/node'
import { openLicence } from './licence.js'

/** What `products add` printed. In the code, never in a file beside it, where its user could put another. */
const product = {
  product: 42,
  name: 'Example Office',
  publicKey:
    '37d6373510df131b176970757bf4a42ea901d53a5444a00d33844e9ad528fd98eecf4d8bc8ee920d2cf4bd8e14002e3d41aa3ba4e35d18181296aa196523a8fe559e60f211684efe8a0515a372e86ae7',
}

const [command, path = join(homedir(), '.example-office', 'licence.json')] = process.argv.slice(2)
const licence = openLicence({ product, components: await readComponents(), path })
const lines = createInterface({ input: process.stdin, output: process.stderr })
const typed = lines[Symbol.asyncIterator]()

try {
  if (command === 'release') await giveBack()
  else if (licence.status().kind === 'licensed' || (await becomeLicensed())) runTheProgram()
  else process.exitCode = 1
} finally {
  lines.close()
}

function runTheProgram() {
  console.log(`${product.name} is running.`)
}

async function becomeLicensed() {
  const status = licence.status()
  console.log(`${product.name} is not activated on this computer (${status.reason}).`)
  if (status.reason !== 'waiting') {
    const begun = licence.begin(await ask('Product key: '))
    if (begun.kind === 'refused') return say(`That does not work: ${begun.reason}.`)
  }
  console.log('Call the activation line, and key in these nine groups:')
  licence.installationId().forEach((group, i) => console.log(`${i + 1}: ${group}`))
  const blocks = []
  for (const [i, letter] of blockLetters.entries()) {
    blocks.push(await ask(`Block ${letter}: `))
    if (checkBlock(blocks[i], i) !== 'right') console.log(`Block ${letter} is not right.`)
  }
  const answer = licence.answer(blocks)
  return answer.kind === 'activated' || say(`Not activated: ${answer.reason}.`)
}

async function giveBack() {
  if (licence.installationId() === undefined) return say('There is nothing to give back.')
  const sure = await ask(`${product.name} will no longer run on this computer. Type yes: `)
  if (sure !== 'yes') return say('Nothing was given back.')
  console.log(`Key in on the activation line: ${licence.release().join(' ')}`)
}

async function ask(question) {
  process.stderr.write(question)
  const { value = '' } = await typed.next()
  return value.trim()
}

function say(line) {
  console.log(line)
  process.exitCode = 1
  return false
}
