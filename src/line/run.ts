/** The life of the process: from the environment to a line that runs until it is told to stop. */
import { readEnvironment } from '../config.ts'
import { loadConfiguration } from './configuration.ts'
import { writeDemoFile } from './demo.ts'
import { openLine, type RunningLine } from './open-line.ts'

/** Runs a line and returns once it listens; SIGTERM and SIGINT stop it. Throws what keeps it from starting. */
export async function run(): Promise<void> {
  const line = await openLine(loadConfiguration(readEnvironment()))
  const stop = (signal: NodeJS.Signals): void => {
    // A second signal ends the process at once: nobody listens for it any longer.
    for (const one of signals) process.off(one, stop)
    line.log.info({ signal }, 'the line closes')
    void line.close()
  }
  for (const one of signals) process.on(one, stop)

  const { settings } = line.configuration
  if (line.demo !== undefined && settings.mode === 'demo') announceDemo(line)
  line.log.info({ port: line.port, publicUrl: line.access.publicUrl }, 'the line is open')
}

const signals = ['SIGTERM', 'SIGINT'] as const

const demoFile = 'data/demo.json'

function announceDemo({ access, demo, signIns, configuration }: RunningLine): void {
  const { scripts, numbers } = configuration
  const shown = numbers.map(({ number, kind, country }) => {
    const found = scripts.get(country)
    const kept = kind === 'text' ? found?.demo?.text : found?.demo
    const languages = found?.script.languages ?? []
    return { number, kind, shown: kept?.display ?? number, country, languages }
  })
  writeDemoFile(demoFile, {
    url: access.publicUrl,
    token: access.authTokens[0],
    accountSid: access.accountSid,
    product: demo?.product.number,
    name: demo?.product.name,
    publicKey: demo?.product.publicKey,
    productKey: demo?.productKey,
    installationId: demo?.installationId,
    numbers: shown,
  })
  const inEnglish = shown.find(({ languages }) => languages[0] === 'en') ?? shown[0]
  process.stdout.write(`
Activation Line, demo

  Make a call in your browser:   ${access.publicUrl}/phone
  or one in this terminal:       npm run -s line -- call --to ${inEnglish?.number} --caller fluent
  or one of a text telephone:    npm run -s line -- tty call --to ${inEnglish?.country}

  Help callers in the console:   ${access.publicUrl}/console
${signIns.map(({ role, email, password, code }) => `    ${role.padEnd(13)} ${email.padEnd(26)} password ${password}  code ${code}`).join('\n')}
    A code is good for half a minute, and once; the next one:  npm run -s line -- operators demo

  An installation ID to be keyed: ${demo?.installationId.join(' ')}
  The numbers of this line:
${shown.map((one) => `    ${one.number}  ${one.country} (${one.languages.join(', ')})${one.kind === 'text' ? ', text telephones' : ''}`).join('\n')}

  Ctrl+C ends it.
`)
}
