import { globSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { requestLine, type Request } from '../../../wizard/requests.ts'
import { refused, type Outcome, type Refusal } from '../outcome.ts'
import { collected, requestFile } from './collected.ts'
import { readLineFile, readOrBegin, rewriteLines, type LineFile } from './line-file.ts'

/** Merges request files, and folders of them, into one, each machine once; the sources stay as they are. */
export function merge(
  path: string,
  from: readonly string[],
  { anonymous = false }: { readonly anonymous?: boolean },
): Outcome {
  const file = readOrBegin(path, requestFile)
  if (file.kind === 'refused') return file
  const others = filesOf(from, path)
  if (others.kind === 'refused') return others
  const requests = withoutDoubles([file, ...others.files].flatMap(({ good }) => good)).map((one) =>
    anonymous ? { installationId: one.installationId } : one,
  )
  const written = rewriteLines(file, requests.map(requestLine).join(''))
  if (written.kind === 'refused') return written
  const count = requests.length
  const added = count - withoutDoubles(file.good).length
  const number = others.files.length
  const merged = number === 1 ? 'One file was' : `${String(number)} files were`
  const text = `${merged} merged into ${path}`
  return collected({ file, others: others.files, count, added, text, aside: written.aside })
}

function filesOf(
  from: readonly string[],
  target: string,
): { readonly kind: 'files'; readonly files: readonly LineFile<Request>[] } | Refusal {
  const paths = from.flatMap(pathsIn).filter((path) => resolve(path) !== resolve(target))
  if (paths.length === 0) {
    return refused('nothing-to-merge', [`There is no other .ndjson file in ${from.join(', ')}`])
  }
  const files: LineFile<Request>[] = []
  for (const path of paths) {
    const file = readLineFile(path, requestFile)
    if (file.kind === 'refused') return file
    files.push(file)
  }
  return { kind: 'files', files }
}

function pathsIn(path: string): readonly string[] {
  if (!isFolder(path)) return [path]
  const names = globSync('*.ndjson', { cwd: path }).toSorted()
  return names.filter((name) => !name.endsWith('.answers.ndjson')).map((name) => join(path, name))
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}

/** The first request of each machine, with the first label that it has anywhere. */
function withoutDoubles(requests: readonly Request[]): readonly Request[] {
  const byId = new Map<string, Request>()
  for (const request of requests) {
    const id = request.installationId.join()
    byId.set(id, { ...request, ...byId.get(id) })
  }
  return [...byId.values()]
}
