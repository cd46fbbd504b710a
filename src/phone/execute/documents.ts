import type { Ask, Ready } from '../ask.ts'
import { documentOf } from '../documents.ts'
import { PhoneFault } from '../phone-fault.ts'
import type { Reply } from '../transport/webhook.ts'
import type { Document, Verb } from '../twiml/verbs.ts'
import { on, over, type Ending, type Next, type Place, type Scene } from './scene.ts'
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

/** Beside a call: in the wait document of a queue, and in the wait, hold and announce documents of a conference. */
const aside: Readonly<Record<Exclude<Place, 'call'>, readonly Verb['kind'][]>> = {
  queue: ['play', 'say', 'pause', 'hangup', 'redirect', 'leave', 'gather'],
  conference: ['play', 'say', 'pause', 'redirect'],
}

/**
 * Asks for a document, carries out its verbs in order, and goes on with the documents they lead to.
 * Verbs after one that led elsewhere are not run.
 */
export async function playDocuments(
  first: Ask | Ready,
  stage: Stage,
  { signal, within }: { readonly signal: AbortSignal; readonly within: Place },
): Promise<Ending> {
  let next: Next = { kind: 'document', ask: first }
  while (next.kind === 'document') {
    if (signal.aborted) return on
    const found: Ready | undefined = await fetched(next.ask, stage)
    if (found === undefined) return over('too-long')
    if (signal.aborted) return on
    holdTo(within, found.document)
    await stage.onDocument(found.document, signal)
    const scene = { ...stage.scene, signal, documentUrl: found.url }
    next = await playVerbs(found.document, stage, { scene, within })
  }
  return next
}

/** Nothing where the call has asked as often as it may. */
async function fetched(ask: Ask | Ready, stage: Stage): Promise<Ready | undefined> {
  if ('document' in ask) return ask
  if (!stage.mayAsk()) return undefined
  const { url, answer } = await stage.ask(ask)
  return { document: documentOf(answer, url), url }
}

async function playVerbs(
  document: Document,
  stage: Stage,
  { scene, within }: { readonly scene: Scene; readonly within: Place },
): Promise<Next> {
  for (const verb of document) {
    if (verb.kind !== 'redirect' && verb.kind !== 'hangup') await stage.settle(scene.signal)
    if (scene.signal.aborted) return on
    const next = await executeVerb(verb, scene)
    if (scene.signal.aborted) return on
    // A Leave outside a queue has nothing to leave.
    if (next.kind === 'left' && within !== 'queue') continue
    if (next.kind !== 'on') return next
  }
  return on
}

/** 13238: a verb that a conference's document may not hold. */
function holdTo(within: Place, document: Document): void {
  if (within === 'call') return
  const strange = document.find((verb) => !aside[within].includes(verb.kind))
  if (strange === undefined) return
  const code = within === 'queue' ? 12200 : 13238
  throw new PhoneFault(code, `${strange.kind} may not stand in the document of a ${within}`)
}
