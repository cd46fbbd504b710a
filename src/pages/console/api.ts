import type { Role } from '../../base/operator.ts'
import type { ConsoleRoutes, Refusal } from '../../operators/api/protocol.ts'

export type Me = {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly roles: readonly Role[]
  readonly languages: readonly string[]
  readonly countries: readonly string[]
  readonly telephone: string | null
  readonly by: 'local' | 'organisation'
}

/**
 * A route of the console's API: its method, a blank, and its path with `:id` filled in by `id`. `isLast`: it is sent even while
 * the page goes.
 */
export type Asked<Route extends keyof ConsoleRoutes> =
  ConsoleRoutes[Route]['sent'] extends undefined
    ? { readonly id?: string; readonly sent?: undefined; readonly isLast?: boolean }
    : {
        readonly id?: string
        readonly sent: ConsoleRoutes[Route]['sent']
        readonly isLast?: boolean
      }

export type Api = {
  /** Asks a route of the protocol. What is not done is a refusal; so is a line that cannot be reached. */
  readonly ask: <Route extends keyof ConsoleRoutes>(
    route: Route,
    asked: Asked<Route>,
  ) => Promise<ConsoleRoutes[Route]['got'] | Refusal>
  /** Any other route of the API. */
  readonly get: <Got extends object>(path: string) => Promise<Got | Refusal>
  readonly post: <Got extends object>(path: string, sent: object) => Promise<Got | Refusal>
  /** The stream of the desk. */
  readonly events: () => EventSource
  /** Proves that this page knows the session; in memory alone. */
  readonly trust: (pageToken: string) => void
  /** Called where the line no longer knows who asks. */
  readonly onSessionOver: (listener: () => void) => () => void
}

export function isRefused(answer: object): answer is Refusal {
  return 'kind' in answer && answer.kind === 'refused'
}

export function createApi(page: string): Api {
  const base = new URL('api', page.split('#')[0]?.replace(/\/?$/, '/') ?? page).href
  const listeners = new Set<() => void>()
  let token = ''

  const send = async (
    method: string,
    path: string,
    sent?: object,
    keepalive = false,
  ): Promise<object | Refusal> => {
    const answer = await fetch(base + path, {
      method,
      keepalive,
      headers: { 'X-Page-Token': token, ...(sent && { 'Content-Type': 'application/json' }) },
      ...(sent && { body: JSON.stringify(sent) }),
    }).catch(() => undefined)
    const got = (await answer?.json().catch(() => undefined)) as object | undefined
    if (got === undefined) return { kind: 'refused', reason: 'unreachable' }
    if (isRefused(got) && sessionIsOver.has(got.reason)) for (const tell of listeners) tell()
    return got
  }

  return {
    ask: async (route, { id = '', sent, isLast }) => {
      const [method = 'GET', path = ''] = route.split(' ')
      return (await send(
        method,
        path.replace(':id', encodeURIComponent(id)),
        sent,
        isLast,
      )) as never
    },
    get: async (path) => (await send('GET', path)) as never,
    post: async (path, sent) => (await send('POST', path, sent)) as never,
    events: () => new EventSource(`${base}/desk/events`),
    trust: (pageToken) => {
      token = pageToken
    },
    onSessionOver: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

const sessionIsOver: ReadonlySet<string> = new Set(['not-signed-in', 'page-token'])
