import { z } from 'zod'
import { caseNumber } from '../../activation/contract/ids.ts'
import { keyedSequences, mostReadings } from '../../activation/contract/keyed.ts'
import {
  confirmed,
  publicConfirmed,
  publicRefused,
  refused,
} from '../../activation/contract/results.ts'
import {
  type ActivationCore,
  type ActivationRequest,
  type ActivationResult,
  keyClasses,
} from '../../base/activation.ts'
import { answer, type Route, route } from '../route.ts'
import { givenCountry, shownId } from '../schemas/ids.ts'

const circumstances = {
  licences: z
    .array(z.enum(keyClasses))
    .max(keyClasses.length)
    .optional()
    .meta({ description: 'The licence kinds that are served; empty or left out: all.' }),
  country: givenCountry
    .optional()
    .meta({ description: 'Where it is asked from; left out, no region is refused.' }),
  caseNumber: caseNumber
    .optional()
    .meta({ description: 'The case it belongs to; left out, a number is drawn.' }),
}

const body = z
  .union(
    [
      z.strictObject({ installationId: shownId, ...circumstances }),
      z.strictObject({ keyed: keyedSequences, ...circumstances }),
    ],
    { error: 'Must be an object with either installationId or keyed.' },
  )
  .meta({ id: 'ActivationRequest' })

const publicBody = z
  .strictObject({ installationId: shownId })
  .meta({ id: 'PublicActivationRequest' })

export function activations(core: Pick<ActivationCore, 'activate' | 'read'>): Route {
  return route({
    method: 'post',
    path: '/activations',
    id: 'activate',
    summary: 'Activate a machine',
    description:
      'The same machine may ask as often as it likes; it gets the same answer and costs nothing more. A token may ' +
      'send what was keyed instead of the exact ID: slips are mended then.',
    access: { kind: 'either', scope: 'activations' },
    body,
    publicBody,
    answers: { 200: confirmed, 422: refused },
    publicAnswers: { 200: publicConfirmed, 422: publicRefused },
    handle: async ({ body: asked }) => {
      const result = 'keyed' in asked ? await readFirst(core, asked) : await exactly(core, asked)
      return answer(result.kind === 'confirmed' ? 200 : 422, result)
    },
  })
}

type Asked = z.output<typeof body>

function exactly(
  core: Pick<ActivationCore, 'activate'>,
  asked: Extract<Asked, { installationId: unknown }> | z.output<typeof publicBody>,
): Promise<ActivationResult> {
  return core.activate(requestOf(asked.installationId, asked))
}

async function readFirst(
  core: Pick<ActivationCore, 'activate' | 'read'>,
  asked: Extract<Asked, { keyed: unknown }>,
): Promise<ActivationResult & { readonly healed?: boolean }> {
  const read = await core.read({ keyed: asked.keyed, atMost: mostReadings })
  if (read.kind === 'unreadable') {
    return { kind: 'refused', reason: 'unreadable', groups: read.groups }
  }
  const id = read.kind === 'genuine' ? read.installationId : read.releaseId
  const result = await core.activate(requestOf(id, asked))
  return result.kind === 'confirmed' ? { ...result, healed: read.healed } : result
}

type Circumstances = Partial<z.output<z.ZodObject<typeof circumstances>>> & object

function requestOf(
  installationId: ActivationRequest['installationId'],
  { licences = [], country, caseNumber }: Circumstances,
): ActivationRequest {
  return {
    installationId,
    licences,
    ...(country !== undefined && { country }),
    ...(caseNumber !== undefined && { caseNumber }),
  }
}
