import { fileURLToPath } from 'node:url'

/**
 * Node keeps here what it made of a program's source, for the next process that runs it: tests start the line, and
 * its commands, hundreds of times. It belongs in the environment of each.
 */
export const compiled = {
  NODE_COMPILE_CACHE: fileURLToPath(new URL('../../node_modules/.cache/compiled', import.meta.url)),
}
