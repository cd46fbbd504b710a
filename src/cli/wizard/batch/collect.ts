import type { InstallationId } from '../../../base/brand.ts'
import { licenceStatus } from '../../../wizard/licence-status.ts'
import { cleanLabel } from '../../../wizard/lines.ts'
import { requestLine, type Request } from '../../../wizard/requests.ts'
import type { WizardState } from '../../../wizard/state.ts'
import { remembered, type Context } from '../context.ts'
import { done, type Outcome } from '../outcome.ts'
import { componentsFrom } from '../sources.ts'
import { unlicensed } from '../status.ts'
import { collected, requestFile } from './collected.ts'
import { addLines, readOrBegin, rewriteLines, type LineFile, type Written } from './line-file.ts'

export type CollectOptions = {
  readonly label?: string
  readonly anonymous?: boolean
}

/**
 * Adds this machine's request to a file that is carried from machine to machine, once however often it is asked.
 * `hostName` is the label where none was given.
 */
export async function collect(
  context: Context,
  path: string,
  options: CollectOptions & { readonly hostName: string },
): Promise<Outcome> {
  const state = remembered(context)
  if (state.kind === 'refused') return state
  const needless = await whyNeedless(state, context)
  if (needless !== undefined) return needless
  const file = readOrBegin(path, requestFile)
  if (file.kind === 'refused') return file
  const { id } = state.installation
  const there = file.good.find(isFor(id))
  const own = requestOf(id, there?.label, options)
  const written = write(file, there, own)
  if (written.kind === 'refused') return written
  const { aside } = written
  const as = own.label === undefined ? '' : `, as ${own.label}`
  const count = file.good.length
  return there === undefined
    ? collected({
        file,
        count: count + 1,
        added: 1,
        aside,
        text: `This computer was added to ${path}${as}`,
      })
    : collected({ file, count, added: 0, aside, text: `This computer is in ${path} already${as}` })
}

/** A licensed machine needs no answer, one that was released or is no longer itself can use none. */
async function whyNeedless(state: WizardState, context: Context): Promise<Outcome | undefined> {
  const hardware = await componentsFrom(context.hardwareFile)
  if (hardware.kind === 'refused') return hardware
  const status = licenceStatus(state, hardware.components, state.product)
  if (status.kind === 'licensed') {
    const { product, name } = state.product
    const text = `${name} is already activated on this computer. There is nothing to ask for.`
    return done({ kind: 'licensed', product, name }, [text])
  }
  const canWait = status.reason === 'waiting' || status.reason === 'answer-does-not-fit'
  return canWait ? undefined : unlicensed(status, state, context)
}

/** A label that the file has stays, unless another was asked for, or none at all. */
function requestOf(
  installationId: InstallationId,
  before: string | undefined,
  { label, anonymous, hostName }: CollectOptions & { readonly hostName: string },
): Request {
  const chosen = anonymous === true ? undefined : cleanLabel(label ?? before ?? hostName)
  return { installationId, ...(chosen !== undefined && { label: chosen }) }
}

/** One more machine goes to the end of a clean file; what is there already stays; all else is written anew. */
function write(file: LineFile<Request>, there: Request | undefined, own: Request): Written {
  if (file.isClean && there === undefined) return addLines(file.path, requestLine(own))
  if (file.isClean && there?.label === own.label) return { kind: 'written', aside: undefined }
  const requests =
    there === undefined
      ? [...file.good, own]
      : file.good.map((one) => (isFor(own.installationId)(one) ? own : one))
  return rewriteLines(file, requests.map(requestLine).join(''))
}

function isFor(id: InstallationId): (request: Request) => boolean {
  return ({ installationId }) => installationId.join() === id.join()
}
