/** A licence in a file: all that a program needs of the wizard. Copy it into yours. */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import {
  activate,
  begin,
  confirm,
  licenceStatus,
  parseState,
  release,
  storedState,
} from 'activation-line-wizard'

/**
 * `product`: { product, name, publicKey }, built into the program. `components`: the hardware, read anew at
 * every start. `path`: the file in which this user's activation is kept.
 */
export function openLicence({ product, components, path }) {
  let state = read(path)
  const keep = (next) => {
    write(path, next)
    state = next
  }

  return {
    /** { kind: 'licensed' } or { kind: 'unlicensed', reason }. Ask at every start; it takes a moment. */
    status: () => licenceStatus(state, components, product),

    /** Nine groups of seven digits to be keyed in on the telephone, once there are any. */
    installationId: () => state?.installation.id,

    /** Takes a product key. Not while an answer is waited for: its ID may be on its way already. */
    begin(productKey) {
      const next = begin({ product, productKey, components })
      if (next.kind !== 'refused') keep(next)
      return next
    },

    /** Takes the eight blocks A to H; one slip is mended. Kept before the program runs. */
    answer(blocks) {
      const answer = confirm(state.installation, product.publicKey, blocks)
      if (answer.kind === 'activated') keep(activate(state, answer.confirmationId))
      return answer
    },

    /** Gives the activation back: kept first, and only then shown. Asked again, it is the same ID. */
    release() {
      keep(release(state))
      return state.releaseId
    },
  }
}

/** What does not hold together is treated as if there were nothing: the user activates again. */
function read(path) {
  if (!existsSync(path)) return undefined
  try {
    const parsed = parseState(JSON.parse(readFileSync(path, 'utf8')))
    return parsed.kind === 'state' ? parsed.state : undefined
  } catch {
    return undefined
  }
}

/** Whole or not at all, and on the disk; it holds the product key, so only its user may read it. */
function write(path, state) {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const next = `${path}.new`
  const file = openSync(next, 'w', 0o600)
  try {
    writeSync(file, JSON.stringify(storedState(state)))
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(next, path)
}
