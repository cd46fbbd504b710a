import { endWith } from './cli/refusal.ts'
import { run } from './line/run.ts'

try {
  await run()
} catch (error) {
  endWith(error)
}
