/** A process of a line whose provider of telephony is at `REST_URL`. */
import { readEnvironment } from '../../src/config.ts'
import { loadConfiguration } from '../../src/line/configuration.ts'
import { openLine } from '../../src/line/open-line.ts'

const { REST_URL: url = '', ...environment } = readEnvironment()
const configuration = loadConfiguration(environment)
const { settings } = configuration
if (settings.mode === 'demo' || settings.rest === undefined) throw new Error('no account is named')
const rest = { ...settings.rest, url }
const line = await openLine({ ...configuration, settings: { ...settings, rest } })
process.stdout.write(`port ${line.port}\n`)
