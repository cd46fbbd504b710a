/**
 * Writes the wizard library as a package of its own into dist/wizard-package, ready for `npm pack`: JavaScript
 * for Node 20 and browsers, types, and nothing but noble to install.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'

const target = process.argv[2] ?? 'dist/wizard-package'
const { version, license, dependencies } = JSON.parse(readFileSync('package.json', 'utf8'))

rmSync(target, { recursive: true, force: true })
const compiler = [
  'node_modules/typescript/bin/tsc',
  '-p',
  'tsconfig.wizard.json',
  '--outDir',
  target,
]
const { status } = spawnSync(process.execPath, compiler, { stdio: 'inherit' })
if (status !== 0) process.exit(1)

for (const types of globSync('**/*.d.ts', { cwd: target })) nameTheOutput(join(target, types))
cpSync('LICENSE', join(target, 'LICENSE'))
cpSync('docs/wizard.md', join(target, 'README.md'))
writeFileSync(join(target, 'package.json'), `${JSON.stringify(manifest(), undefined, 2)}\n`)

function manifest() {
  return {
    name: 'activation-line-wizard',
    version,
    description:
      'What a program builds in to be activated by telephone, on a machine without a network',
    license,
    type: 'module',
    engines: { node: '>=20.19' },
    sideEffects: false,
    exports: {
      '.': door('index'),
      './node': door('node'),
    },
    // Exactly these: the curve is built of parts that noble does not promise to keep.
    dependencies: Object.fromEntries(
      ['@noble/curves', '@noble/hashes'].map((name) => [name, dependencies[name]]),
    ),
  }
}

function door(name) {
  return { types: `./wizard/${name}.d.ts`, default: `./wizard/${name}.js` }
}

/** The compiler leaves `./x.ts` in the types, which older compilers do not follow. */
function nameTheOutput(path) {
  const text = readFileSync(path, 'utf8')
  writeFileSync(path, text.replace(/(from '\.[^']*|import\("\.[^"]*)\.ts(['"])/g, '$1.js$2'))
}
