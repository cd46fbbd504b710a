/** The line as `npm start` runs it; SIGUSR2 makes it collect its garbage. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { run } from '../../../src/line/run.ts'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void
process.on('SIGUSR2', () => collect())
await run()
