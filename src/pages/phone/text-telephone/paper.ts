/** A line of what a text telephone shows: one side's characters, until its end or until the other side begins. */
export type Written = {
  readonly kind: 'written'
  readonly id: number
  readonly who: 'line' | 'caller'
  readonly text: string
  /** Nothing more is added to it. */
  readonly isWhole: boolean
}

/** A line as far as it is written, and whole lines before it. `from`: the first number that is free for them. */
export function writeOn(
  last: Written | undefined,
  characters: string,
  { who, from }: { readonly who: Written['who']; readonly from: number },
): readonly Written[] {
  const lines: Written[] = []
  let line = last?.who === who && !last.isWhole ? last : fresh(who, from)
  for (const character of characters) {
    if (character === '\r') continue
    if (character === '\n') {
      if (line.text === '') continue
      lines.push({ ...line, isWhole: true })
      line = fresh(who, line.id + 1)
    } else line = { ...line, text: characterOn(line.text, character) }
  }
  return line.text === '' && line.id !== last?.id ? lines : [...lines, line]
}

/** Rows of so many columns, the last so many of them; a word goes to the next row whole where it can. */
export function rowsOf(
  lines: readonly Written[],
  { columns, rows }: { readonly columns: number; readonly rows: number },
): readonly Pick<Written, 'who' | 'text'>[] {
  return lines
    .slice(-rows)
    .flatMap(({ who, text }) => wrapped(text, columns).map((row) => ({ who, text: row })))
    .slice(-rows)
}

function fresh(who: Written['who'], id: number): Written {
  return { kind: 'written', id, who, text: '', isWhole: false }
}

function characterOn(text: string, character: string): string {
  return character === '\b' ? text.slice(0, -1) : text + character
}

function wrapped(text: string, columns: number): readonly string[] {
  const rows: string[] = []
  let rest = text
  while (rest.length > columns) {
    const space = rest.lastIndexOf(' ', columns)
    const end = space > 0 ? space : columns
    rows.push(rest.slice(0, end))
    rest = rest.slice(space > 0 ? end + 1 : end)
  }
  return [...rows, rest]
}
