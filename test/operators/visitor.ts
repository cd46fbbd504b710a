export type Answer = {
  readonly status: number
  readonly headers: Headers
  readonly body: Readonly<Record<string, unknown>>
  readonly text: string
}

export type Sent = {
  readonly json?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** Somebody with a browser: it keeps cookies, says where a page came from, and sends the page's token along. */
export type Visitor = {
  readonly get: (address: string, sent?: Sent) => Promise<Answer>
  readonly post: (address: string, json: unknown, sent?: Sent) => Promise<Answer>
  /** Goes where he is led, over all redirects, and tells where he came to. */
  readonly follow: (address: string) => Promise<Answer & { readonly at: URL }>
  /** By name, without attributes; to be looked at, or changed. */
  readonly cookies: Map<string, string>
  /** Every cookie as it was set, the latest last. */
  readonly set: readonly string[]
}

/** Addresses are under `origin`, or whole ones. */
export function createVisitor(origin: string, address = '127.0.0.1'): Visitor {
  const cookies = new Map<string, string>()
  const set: string[] = []
  let pageToken = ''

  const keep = (headers: Headers): void => {
    for (const line of headers.getSetCookie()) {
      set.push(line)
      const [pair = '', ...attributes] = line.split('; ')
      const name = pair.slice(0, pair.indexOf('='))
      const isGone = attributes.some((one) => /^Expires=Thu, 01 Jan 1970|^Max-Age=0/.test(one))
      if (isGone) cookies.delete(name)
      else cookies.set(name, pair.slice(name.length + 1))
    }
  }

  const ask = async (to: string, method: string, { json, headers }: Sent): Promise<Answer> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(new URL(to, origin), {
      method,
      redirect: 'manual',
      headers: {
        'x-forwarded-for': address,
        ...(cookie !== '' && { cookie }),
        ...(method !== 'GET' && { origin }),
        ...(pageToken !== '' && { 'x-page-token': pageToken }),
        ...(json !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(json !== undefined && { body: JSON.stringify(json) }),
    })
    keep(response.headers)
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json') ?? false
    const body = isJson ? (JSON.parse(text) as Answer['body']) : {}
    if (typeof body['pageToken'] === 'string') pageToken = body['pageToken']
    return { status: response.status, headers: response.headers, body, text }
  }

  return {
    cookies,
    set,
    get: (to, sent = {}) => ask(to, 'GET', sent),
    post: (to, json, sent = {}) => ask(to, 'POST', { ...sent, json }),
    follow: async (to) => {
      let at = new URL(to, origin)
      for (let hops = 0; hops < 20; hops += 1) {
        const answer = await ask(at.href, 'GET', {})
        const location = answer.headers.get('location')
        if (location === null) return { ...answer, at }
        at = new URL(location, at)
      }
      throw new Error('led in a circle')
    },
  }
}
