import type { Request, Response } from 'express'

/** Answers a list as Twilio does, so many to a page (50 where nobody said otherwise, at most 1000). */
export function answerPage(
  request: Request,
  response: Response,
  { key, all }: { readonly key: string; readonly all: readonly object[] },
): void {
  const size = Math.min(1000, numberIn(request, 'PageSize') || 50)
  const page = numberIn(request, 'Page')
  const path = request.originalUrl.replace(/\?.*$/s, '')
  const at = (which: number): string => {
    const query = new URLSearchParams(request.originalUrl.split('?')[1])
    query.set('Page', String(which))
    return `${path}?${query.toString()}`
  }
  const isLast = (page + 1) * size >= all.length
  response.json({
    [key]: all.slice(page * size, (page + 1) * size),
    page,
    page_size: size,
    start: page * size,
    end: Math.min((page + 1) * size, all.length) - 1,
    uri: request.originalUrl,
    first_page_uri: at(0),
    next_page_uri: isLast ? null : at(page + 1),
    previous_page_uri: page === 0 ? null : at(page - 1),
  })
}

/** As Twilio writes a time: RFC 2822. */
export function writtenDate(date: Date): string {
  return date.toUTCString().replace('GMT', '+0000')
}

function numberIn({ query }: Request, name: string): number {
  const value = query[name]
  return typeof value === 'string' && /^\d{1,6}$/.test(value) ? Number(value) : 0
}
