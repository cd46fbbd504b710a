import type { ActivationCore, Refused } from '../base/activation.ts'
import type { InstallationId } from '../base/brand.ts'
import type { Limits } from './limits.ts'

/**
 * The same core, to which forged IDs that name one key are `limited` once there were too many. Anybody can send
 * them, so nothing else comes of it: what is genuine is answered as ever.
 */
export function limitKeys(
  core: ActivationCore,
  { isOneOfTooMany }: Pick<Limits, 'isOneOfTooMany'>,
): ActivationCore {
  const judge = async <Result extends { readonly kind: string }>(
    id: InstallationId,
    result: Result | Refused,
  ): Promise<Result | Refused> =>
    isForged(result) && (await isOneOfTooMany(id)) ? tooMany : result

  return {
    ...core,
    activate: async (request) => judge(request.installationId, await core.activate(request)),
    release: async (request) => judge(request.releaseId, await core.release(request)),
    requestExtension: async (request) =>
      judge(request.installationId, await core.requestExtension(request)),
  }
}

const tooMany: Refused = { kind: 'refused', reason: 'limited', to: 'tries' }

function isForged(result: { readonly kind: string; readonly reason?: string }): boolean {
  return result.kind === 'refused' && result.reason === 'forged'
}
