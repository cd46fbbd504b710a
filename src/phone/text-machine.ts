import { createListener } from '../modem/baudot/listen.ts'
import { baudot45, baudot50 } from '../modem/baudot/mode.ts'
import type { Mode, ModeName } from '../modem/mode.ts'
import type { TextMachine } from './callers/text/machine.ts'

/** Text telephones of these modes can be had here. */
export const textModes = ['baudot-45', 'baudot-50'] as const

export type TextMode = (typeof textModes)[number]

const modes: Readonly<Record<TextMode, Mode>> = { 'baudot-45': baudot45, 'baudot-50': baudot50 }

export function textMachine(mode: TextMode): TextMachine {
  return { printer: createListener(), keys: modes[mode].speak() }
}

/** Of the modes of a country's text telephones the first that can be had here. */
export function textModeOf(modes: readonly ModeName[] = []): TextMode {
  return textModes.find((mode) => modes.includes(mode)) ?? 'baudot-45'
}
