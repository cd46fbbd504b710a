import { documentOf } from '../documents.ts'
import { PhoneFault } from '../phone-fault.ts'
import type { Reply } from '../transport/webhook.ts'
import type { Document } from '../twiml/verbs.ts'
import { on, over, type Ask, type Ending, type Next, type Scene } from './scene.ts'
import { executeVerb } from './verb.ts'

/** What carrying out documents needs beside a scene. */
export type Stage = {
  readonly scene: Omit<Scene, 'signal' | 'documentUrl'>
  readonly ask: (ask: Ask) => Promise<Reply>
  /** False when the call has played as many documents as it may. */
  readonly mayAsk: () => boolean
  /** Called with each document before its first verb; the ear is deaf for the rest of the gap. */
  readonly onDocument: (document: Document, signal: AbortSignal) => Promise<void>
  /** Waits until the gap after the last listening is over. */
  readonly settle: (signal: AbortSignal) => Promise<void>
}

/** In the wait document of a queue. */
const whileWaiting: readonly string[] = [
  'play',
  'say',
  'pause',
  'hangup',
  'redirect',
  'leave',
  'gather',
]

/**
 * Asks for a document, carries out its verbs in order, and goes on with the documents they lead to.
 * Verbs after one that led elsewhere are not run.
 */
export async function playDocuments(
  first: Ask,
  stage: Stage,
  { signal, isWaiting }: { readonly signal: AbortSignal; readonly isWaiting: boolean },
): Promise<Ending> {
  let ask: Ask | undefined = first
  while (ask !== undefined) {
    if (signal.aborted) return on
    if (!stage.mayAsk()) return over('too-long')
    const { url, answer } = await stage.ask(ask)
    if (signal.aborted) return on
    const document = documentOf(answer, url)
    if (isWaiting) holdToWaiting(document)
    await stage.onDocument(document, signal)
    const scene = { ...stage.scene, signal, documentUrl: url }
    const next = await playVerbs(document, stage, { scene, isWaiting })
    if (next.kind !== 'document') return next
    ask = next.ask
  }
  return on
}

async function playVerbs(
  document: Document,
  stage: Stage,
  { scene, isWaiting }: { readonly scene: Scene; readonly isWaiting: boolean },
): Promise<Next> {
  for (const verb of document) {
    if (verb.kind !== 'redirect' && verb.kind !== 'hangup') await stage.settle(scene.signal)
    if (scene.signal.aborted) return on
    const next = await executeVerb(verb, scene)
    if (scene.signal.aborted) return on
    // A Leave outside a queue has nothing to leave.
    if (next.kind === 'left' && !isWaiting) continue
    if (next.kind !== 'on') return next
  }
  return on
}

function holdToWaiting(document: Document): void {
  const strange = document.find((verb) => !whileWaiting.includes(verb.kind))
  if (strange !== undefined) {
    throw new PhoneFault(12200, `Enqueue: ${strange.kind} may not stand in a wait document`)
  }
}
