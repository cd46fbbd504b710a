import { SaxesParser } from 'saxes'
import { PhoneFault } from '../phone-fault.ts'

export type Element = {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly (Element | string)[]
}

type Open = { name: string; attributes: Record<string, string>; children: (Element | string)[] }

/** The one element of a well-formed XML document; comments are left out. Throws 12100 for anything else. */
export function parseXml(text: string): Element {
  const parser = new SaxesParser()
  const open: Open[] = [{ name: '', attributes: {}, children: [] }]
  const add = (child: Element | string): void => {
    open.at(-1)?.children.push(child)
  }

  parser.on('error', (error) => {
    throw new PhoneFault(12100, `Document parse failure: ${error.message}`)
  })
  parser.on('doctype', () => {
    throw new PhoneFault(12100, 'Document parse failure: a document type is not allowed')
  })
  parser.on('text', add)
  parser.on('cdata', add)
  parser.on('opentag', (tag) => {
    const element: Open = { name: tag.name, attributes: tag.attributes, children: [] }
    add(element)
    open.push(element)
  })
  parser.on('closetag', () => {
    open.pop()
  })
  parser.write(text).close()

  const root = open[0]?.children.find((child) => typeof child !== 'string')
  if (root === undefined) throw new PhoneFault(12100, 'Document parse failure: no element')
  return root
}

/** The elements in an element, which may hold no words of its own beside them. */
export function elementsIn(element: Element): readonly Element[] {
  return element.children.flatMap((child) => {
    if (typeof child !== 'string') return [child]
    if (child.trim() === '') return []
    throw new PhoneFault(12200, `${element.name} holds words where only elements may stand`)
  })
}

/** The words in an element that may hold no others. */
export function wordsIn(element: Element): string {
  const words = element.children.map((child) => {
    if (typeof child === 'string') return child
    throw new PhoneFault(12200, `${element.name} may not hold ${child.name}`)
  })
  return words.join('').trim()
}
