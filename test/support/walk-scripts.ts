/** Walks every country's script and prints what was found as JSON; a process of its own, since Node is quicker than jest. */
import process from 'node:process'
import type { Script } from '../../src/dialogue/script.ts'
import { loadScripts } from '../../src/scripts/load-scripts.ts'
import { createWording } from '../../src/wording/create-wording.ts'
import { walk, type Walk } from './walk.ts'

const { scripts, locales } = loadScripts({
  scriptsFolder: 'voice-scripts',
  localesFolder: 'locales',
})
const wording = createWording(locales)
const mostTurns = 300

/** Scripts of one form take the same walk: only their words differ. */
const walks = new Map<string, Walk>()

const results = [...scripts.values()].map(({ script, names }) => {
  const { states, prompts, steps, stuck, untold, endless } = walkOnce(script)
  const texts = prompts.flatMap((prompt) =>
    script.languages.flatMap((language) =>
      wording.speak(prompt, { language, names }).map((part) => ('text' in part ? part.text : '…')),
    ),
  )
  return {
    country: script.country,
    states: states.length,
    steps,
    stuck: stuck.length,
    untold: untold.length,
    endless: endless.length,
    empty: texts.filter((text) => text.trim() === '').length,
    keys: prompts.flatMap((prompt) => (prompt.kind === 'words' ? [prompt.key] : [])),
  }
})
process.stdout.write(JSON.stringify(results))

function walkOnce(script: Script): Walk {
  const { choice, languages, keysPerListening, relay } = script
  const form = JSON.stringify([choice, choice === 'one' ? 1 : languages, keysPerListening, relay])
  const walked = walks.get(form) ?? walk(script, mostTurns)
  walks.set(form, walked)
  return walked
}
