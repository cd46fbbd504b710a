import type { Language } from '../base/brand.ts'
import { unreachable } from '../base/unreachable.ts'
import type { Wording } from '../wording/create-wording.ts'
import type { Spoken } from '../wording/spoken.ts'
import { callSteps, type Box } from './call-steps.ts'
import type { CountryScript } from './country-script.ts'

/**
 * An SVG of a country's call: a column of steps for each language, with the words that callers hear, and
 * beside each step what else may happen there.
 */
export function drawScript(country: CountryScript, wording: Wording): string {
  const { script } = country
  const columns = script.languages.map((language) => drawColumn(country, language, wording))
  const width = columns.length * columnWidth + margin
  const height = titleHeight + Math.max(...columns.map((column) => column.height)) + margin
  const placed = columns.map(
    (column, index) => `<g transform="translate(${index * columnWidth} 0)">${column.svg}</g>`,
  )
  const title = `The call in ${script.country}: ${script.languages.join(', ')}, ${script.choice}`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="system-ui, sans-serif" font-size="13">
<title>${escape(title)}</title>
<rect width="100%" height="100%" fill="#ffffff"/>
<text x="${margin}" y="36" font-size="20" font-weight="bold">${escape(title)}</text>
${placed.join('\n')}
</svg>
`
}

const margin = 30
const boxWidth = 470
const gap = 44
const columnWidth = 2 * boxWidth + gap + margin
const besideX = margin + boxWidth + gap
const arrowX = margin + 40
const titleHeight = 60
const lineHeight = 18
const padding = 12
const charactersInLine = 64

type Drawn = { readonly svg: string; readonly height: number }

function drawColumn(country: CountryScript, language: Language, wording: Wording): Drawn {
  const voice = country.voices.get(language)?.[0].id ?? ''
  const lines = linesIn({ wording, language, names: country.names })
  const parts = [
    `<text x="${margin}" y="${titleHeight + 14}" font-size="15" fill="#444444">${escape(`${language} · ${voice}`)}</text>`,
  ]
  let y = titleHeight + 30
  let bottom = y
  for (const [index, step] of callSteps(country.script, language).entries()) {
    if (index > 0) parts.push(arrow(bottom, y))
    const main = drawBox(lines(step), { x: margin, y, look: 'step' })
    parts.push(main.svg)
    bottom = y + main.height
    let besideY = y
    for (const beside of step.beside) {
      const drawn = drawBox(lines(beside), { x: besideX, y: besideY, look: 'beside' })
      parts.push(besideLine(besideY + 20, bottom), drawn.svg)
      besideY += drawn.height + gap / 2
    }
    y = Math.max(bottom, besideY - gap / 2) + gap
  }
  return { svg: parts.join('\n'), height: y - titleHeight }
}

type Lines = { readonly title: string; readonly note: string; readonly said: readonly string[] }

function linesIn({
  wording,
  language,
  names,
}: {
  readonly wording: Wording
  readonly language: Language
  readonly names: CountryScript['names']
}): (box: Box) => Lines {
  return ({ title, note, say }) => ({
    title,
    note,
    said: say.flatMap((prompt) =>
      wrap(
        wording
          .speak(prompt, { language, names })
          .map((spoken) => asText(spoken, language))
          .join(' '),
      ),
    ),
  })
}

function asText(spoken: Spoken, language: Language): string {
  switch (spoken.kind) {
    case 'words':
      return spoken.language === language ? spoken.text : `[${spoken.language}] ${spoken.text}`
    case 'digits':
      return spoken.words.map((part) => part.join(' ')).join(' … ')
    case 'silence':
      return '…'
    default:
      return unreachable(spoken)
  }
}

/** The lines of one prompt: the first begins with a dash, the others stand below its words. */
function wrap(text: string): readonly string[] {
  return text
    .split(' ')
    .reduce<readonly string[]>((lines, word) => {
      const last = lines.at(-1)
      return last === undefined || last.length + 1 + word.length > charactersInLine
        ? [...lines, word]
        : [...lines.slice(0, -1), `${last} ${word}`]
    }, [])
    .map((line, index) => `${index === 0 ? '– ' : '\u2003'}${line}`)
}

const looks = {
  step: { fill: '#eef4ff', stroke: '#2b5fb3' },
  beside: { fill: '#fff8e6', stroke: '#8a6100' },
}

function drawBox(
  { title, note, said }: Lines,
  { x, y, look }: { readonly x: number; readonly y: number; readonly look: keyof typeof looks },
): Drawn {
  const { fill, stroke } = looks[look]
  const height = padding * 2 + lineHeight * (2 + said.length)
  const row = (text: string, line: number, style = ''): string =>
    `<text x="${x + padding}" y="${y + padding + lineHeight * (line + 0.75)}"${style} xml:space="preserve">${escape(text)}</text>`
  const svg = [
    `<rect x="${x}" y="${y}" width="${boxWidth}" height="${height}" rx="8" fill="${fill}" stroke="${stroke}"/>`,
    row(title, 0, ` font-weight="bold" fill="${stroke}"`),
    row(note, 1, ' font-style="italic" fill="#555555"'),
    ...said.map((line, index) => row(line, index + 2)),
  ]
  return { svg: svg.join('\n'), height }
}

function arrow(from: number, to: number): string {
  return `<path d="M ${arrowX} ${from} V ${to - 2} m -5 -7 l 5 7 l 5 -7" fill="none" stroke="#2b5fb3" stroke-width="2"/>`
}

/** From the step's box, or from the arrow under it where the box is already over. */
function besideLine(y: number, bottom: number): string {
  const from = y < bottom ? margin + boxWidth : arrowX
  return `<path d="M ${from} ${y} H ${besideX}" stroke="#8a6100" stroke-dasharray="4 4"/>`
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.codePointAt(0)};`)
}
