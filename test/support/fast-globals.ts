import swc from '@swc/jest'

type Options = Parameters<typeof swc.createTransformer>[0]
type Transformer = Pick<
  Required<ReturnType<typeof swc.createTransformer>>,
  'process' | 'processAsync' | 'getCacheKey'
>
type How = Parameters<Transformer['process']>[2]

/**
 * Jest runs modules in a context of its own, where each look at a global goes a long way round: what computes much took
 * five times as long. So every module has those that loops look at as its own.
 */
const globals =
  'const { Array, BigInt, Float32Array, Float64Array, Infinity, Math, Number, Uint8Array } = globalThis; '

/** What jest runs before its tests stands in no context. */
function withGlobals(source: string, { supportsStaticESM }: How): string {
  return supportsStaticESM ? globals + source : source
}

export default {
  createTransformer: (options: Options): Transformer => {
    const plain = swc.createTransformer(options) as Transformer
    return {
      process: (source, path, how) => plain.process(withGlobals(source, how), path, how),
      processAsync: (source, path, how) => plain.processAsync(withGlobals(source, how), path, how),
      getCacheKey: (source, path, how) => plain.getCacheKey(withGlobals(source, how), path, how),
    }
  },
}
