import type { PromptKey } from '../dialogue/prompt-keys.ts'
import { ownVariables, variablesIn } from '../wording/variables.ts'

/** What to write instead in a prompt's words; nothing where their form is right. `common`: variables it may have. */
export function promptAdvice(
  key: PromptKey,
  text: string,
  common: readonly string[],
): string | undefined {
  if (text.trim() === '') return 'write the words of the prompt'
  if (!bracesPair(text)) return 'write each variable as {{name}}, and no other brace'
  if (text.includes('$t(')) return 'write the words themselves instead of $t(…)'
  if (/\p{Cc}/u.test(text)) return 'write it on one line, without control characters'
  const used = variablesIn(text)
  const own = ownVariables(key)
  const unknown = used.find((name) => !own.includes(name) && !common.includes(name))
  if (unknown !== undefined) {
    const allowed = [...own, ...common].map((name) => `{{${name}}}`).join(', ')
    return `{{${unknown}}} is not known here; write one of ${allowed}`
  }
  const missing = own.find((name) => !used.includes(name))
  return missing === undefined ? undefined : `write {{${missing}}} in it`
}

/** Whether all braces belong to variables. */
export function bracesPair(text: string): boolean {
  return !/[{}]/.test(text.replaceAll(variable, ''))
}

export const variable = /\{\{\s*[\w-]+\s*\}\}/g
